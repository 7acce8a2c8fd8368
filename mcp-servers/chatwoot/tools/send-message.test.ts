import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answersTo, startChatwoot, type TestChatwoot } from '../testing/start-chatwoot.ts';

let chatwoot: TestChatwoot;
beforeAll(async () => {
  chatwoot = await startChatwoot();
});
afterAll(() => chatwoot.close());

const send = (args: Record<string, unknown>) => chatwoot.server.call('send_message', args);

test('sends once for one key, and tells the second caller so', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  const args = { conversation_id, content: 'Olá!', delivery_key: 'turn-1' };
  const first = await send(args);
  expect(first.data).toEqual({ message_ids: [expect.any(Number)], already_sent: false });
  expect((await send(args)).data).toEqual({ ...first.data, already_sent: true });
  expect(answersTo(customer)).toEqual(['Olá!']);
});

test('a long text goes out in several messages', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  const content = 'Uma frase com algumas palavras. '.repeat(200).trim();
  const { data } = await send({ conversation_id, content, delivery_key: 'turn-1' });
  expect(data.message_ids).toHaveLength(2);
  expect(answersTo(customer)?.join(' ')).toBe(content);
});

describe('a conversation that is not with the bot', () => {
  test.each(['take_over', 'resolve'] as const)('after %s nothing is sent', async (action) => {
    const { customer, conversation_id } = chatwoot.newCustomer();
    customer.operator({ action });
    const { isError, text } = await send({ conversation_id, content: 'Olá!', delivery_key: 'turn-1' });
    expect(isError).toBe(true);
    expect(text).toMatch(/^human_took_over: .*nothing was sent\.\nNext: Leave the answer to the people/);
    expect(answersTo(customer)).toEqual([]);
  });

  test('unless a person asked for it', async () => {
    const { customer, conversation_id } = chatwoot.newCustomer();
    customer.operator({ action: 'take_over' });
    await send({ conversation_id, content: 'Olá!', delivery_key: 'turn-1', even_if_open: true });
    expect(answersTo(customer)).toEqual(['Olá!']);
  });

  test('what had been sent before counts as sent, not as refused', async () => {
    const { customer, conversation_id } = chatwoot.newCustomer();
    const args = { conversation_id, content: 'Olá!', delivery_key: 'turn-1' };
    await send(args);
    customer.operator({ action: 'take_over' });
    expect((await send(args)).data).toMatchObject({ already_sent: true });
    expect((await send({ ...args, delivery_key: 'turn-10' })).text).toMatch(/^human_took_over/);
    expect(answersTo(customer)).toEqual(['Olá!']);
  });
});

test('outside the 24-hour window nothing is sent, and a template is named as the way', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  customer.letTimePass(25);
  const { text } = await send({ conversation_id, content: 'Olá!', delivery_key: 'turn-1' });
  expect(text).toMatch(/^outside_reply_window: .*\nNext: .*template/);
  expect(customer.conversation()?.messages).toHaveLength(1);
});

test('an unknown outcome says to repeat with the same key, and that is safe', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  const args = { conversation_id, content: 'Olá!', delivery_key: 'turn-1' };
  const lookUpFails = { match: /^GET .*messages$/, kind: 'answer', status: 500, after: 1 } as const;
  chatwoot.sandbox.faults.rest.push({ match: /^POST .*messages$/, kind: 'cut-after' }, { ...lookUpFails });
  expect((await send(args)).text).toMatch(/not known\.\nNext: Repeat the call with the same delivery key/);
  expect((await send(args)).data).toMatchObject({ already_sent: true });
  expect(answersTo(customer)).toEqual(['Olá!']);
});

test.each([
  ['no text', { content: '   ' }, 'content'],
  ['too long a text', { content: 'x'.repeat(20_001) }, 'content'],
  ['no key', { delivery_key: '' }, 'delivery_key'],
  ['an argument that does not exist', { source_id: 'wamid.1' }, 'source_id'],
])('%s is refused', async (_name, wrong, field) => {
  const args = { conversation_id: 1, content: 'Olá!', delivery_key: 'turn-1', ...wrong };
  const { text } = await send(args);
  expect(text).toMatch(/^invalid_input: /);
  expect(text).toContain(field);
});
