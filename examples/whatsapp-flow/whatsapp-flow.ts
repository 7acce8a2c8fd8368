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

async function conversation(): Promise<Conversation> {
  const response = await fetch(new URL('conversation', customer));
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  const { conversation } = (await response.json()) as { conversation: Conversation | null };
  return conversation ?? { status: 'none', messages: [] };
}

const repliesIn = ({ messages }: Conversation) =>
  messages.filter((message) => message.type === 'outgoing' && !message.private);

for (const content of messages) {
  const before = repliesIn(await conversation()).length;
  console.log(`Cliente: ${content}`);
  const sent = await fetch(new URL('messages', customer), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Maria Oliveira', content }),
  });
  if (!sent.ok) throw new Error(`${sent.status}: ${await sent.text()}`);

  const deadline = Date.now() + 60_000;
  let replies = repliesIn(await conversation());
  while (replies.length === before) {
    if (Date.now() > deadline) throw new Error('The bot did not answer within a minute.');
    await sleep(100);
    replies = repliesIn(await conversation());
  }
  for (const reply of replies.slice(before)) console.log(`Robô: ${reply.content}`);
}
console.log(`The conversation is ${(await conversation()).status}.`);
