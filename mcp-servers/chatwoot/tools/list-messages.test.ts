import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChatwoot, type TestChatwoot } from '../testing/start-chatwoot.ts';

let chatwoot: TestChatwoot;
beforeAll(async () => {
  chatwoot = await startChatwoot();
});
afterAll(() => chatwoot.close());

interface Listed {
  messages: { id: number; from: string; content: string; private: boolean }[];
  has_more: boolean;
}

const list = async (args: Record<string, unknown>) =>
  (await chatwoot.server.call('list_messages', args)).data as unknown as Listed;

test('lists oldest first and says who wrote', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  await chatwoot.server.call('send_message', { conversation_id, content: 'Olá!', delivery_key: 'a' });
  customer.operator({ action: 'note', content: 'cliente antigo' });
  customer.operator({ action: 'take_over' });
  customer.operator({ action: 'reply', content: 'Aqui é a Ana.' });
  const { messages, has_more } = await list({ conversation_id });
  expect(messages.map(({ from, content }) => `${from}: ${content}`)).toEqual([
    'customer: oi',
    'bot: Olá!',
    'operator: cliente antigo',
    'system: Conversa marcada como aberta por Ana Souza',
    'operator: Aqui é a Ana.',
  ]);
  expect(messages.map((message) => message.private)).toEqual([false, false, true, false, false]);
  expect(has_more).toBe(false);
});

test('goes back page by page, without a gap or a repetition', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  for (let index = 1; index <= 54; index += 1) customer.write(`m${index}`);
  const contents: string[] = [];
  let before_message_id: number | undefined;
  let pages = 0;
  for (let more = true; more; pages += 1) {
    const page = await list({
      conversation_id,
      limit: 25,
      ...(before_message_id ? { before_message_id } : {}),
    });
    contents.unshift(...page.messages.map(({ content }) => content));
    before_message_id = page.messages[0]?.id;
    more = page.has_more;
  }
  expect(pages).toBe(3);
  expect(contents).toEqual(['oi', ...Array.from({ length: 54 }, (_, index) => `m${index + 1}`)]);
});

test('long messages are cut to what fits into an answer, oldest first, and that is said', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  for (let index = 1; index <= 12; index += 1) customer.write(`m${index} ${'x'.repeat(1_990)}`);
  const { messages, has_more } = await list({ conversation_id });
  expect(has_more).toBe(true);
  expect(messages.at(-1)?.content).toMatch(/^m12 /);
  expect(JSON.stringify(messages).length).toBeLessThan(4_000 * 3.5);
});

test('what is invisible or far too long does not reach a model', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  customer.write('preço\u202E\u0007 bom\nlinha');
  customer.write('x'.repeat(3_000));
  const { messages } = await list({ conversation_id });
  expect(messages[1]?.content).toBe('preço bom\nlinha');
  expect(messages[2]?.content).toBe(`${'x'.repeat(1_999)}…`);
});

test('says what it needs when there is only a bot token', async () => {
  const { conversation_id } = chatwoot.newCustomer();
  chatwoot.sandbox.faults.rest.push({ match: /messages$/, kind: 'answer', status: 401 });
  const { text } = await chatwoot.server.call('list_messages', { conversation_id });
  expect(text).toMatch(/^chatwoot_token_refused: .*\nNext: .*CHATWOOT_API_KEY/);
});

test.each([0, 51, 2.5])('a limit of %d is refused', async (limit) => {
  const { text } = await chatwoot.server.call('list_messages', { conversation_id: 1, limit });
  expect(text).toMatch(/^invalid_input: .*limit/);
});
