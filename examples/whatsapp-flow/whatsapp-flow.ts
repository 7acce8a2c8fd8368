/**
 * Plays a customer on WhatsApp: writes into the stand-in for Chatwoot and prints what the bot answers. The
 * message travels the whole way: signed webhook, queue, graph, gateway, tools, reply.
 *
 *   npx node examples/whatsapp-flow/whatsapp-flow.ts http://127.0.0.1:PORT
 *
 * The address is the one that `npm start` prints behind "Play the customer at".
 */
import { setTimeout as sleep } from 'node:timers/promises';

const [chatwoot, ...given] = process.argv.slice(2);
if (!chatwoot) throw new Error('Give the address that `npm start` prints behind "Play the customer at".');
const phone = '+5511999990002';
const messages = given.length > 0 ? given : ['Oi!', 'vocês tem trena?', 'quero 2', 'sim, pode confirmar'];

interface Conversation {
  status: string;
  messages: { id: number; type: string; private: boolean; content: string }[];
}

const customer = new URL(`/sandbox/customers/${encodeURIComponent(phone)}/`, chatwoot);

async function ask<Answer>(path: string, body?: object): Promise<Answer> {
  const response = await fetch(new URL(path, customer), {
    ...(body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

async function conversation(): Promise<Conversation> {
  const { conversation } = await ask<{ conversation: Conversation | null }>('conversation');
  return conversation ?? { status: 'none', messages: [] };
}

/** What the bot has said since a message. A person who has the conversation answers when there is time. */
async function repliesAfter(messageId: number): Promise<string[]> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const { status, messages } = await conversation();
    const replies = messages.filter(
      ({ id, type, private: hidden }) => id > messageId && type === 'outgoing' && !hidden,
    );
    if (replies.length > 0) return replies.map(({ content }) => content);
    if (status === 'open') throw new Error('A person has this conversation, and the bot keeps out.');
    await sleep(100);
  }
  throw new Error('The bot did not answer within a minute.');
}

for (const content of messages) {
  console.log(`Cliente: ${content}`);
  const { message_id } = await ask<{ message_id: number }>('messages', { name: 'Maria Oliveira', content });
  for (const reply of await repliesAfter(message_id)) console.log(`Robô: ${reply}`);
}
console.log(`The conversation is ${(await conversation()).status}.`);
