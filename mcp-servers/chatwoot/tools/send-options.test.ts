import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answersTo, startChatwoot, type TestChatwoot } from '../testing/start-chatwoot.ts';

let chatwoot: TestChatwoot;
beforeAll(async () => {
  chatwoot = await startChatwoot();
});
afterAll(() => chatwoot.close());

const question = {
  content: 'Confirma o pedido?',
  options: [{ title: 'Sim' }, { title: 'Não', value: 'nao' }],
  delivery_key: 'turn-1',
};
const send = (args: Record<string, unknown>) =>
  chatwoot.server.call('send_options', { ...question, ...args });
const titles = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ title: `Modelo ${index + 1}` }));

test('the customer sees the question with its options, once for one key', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  const first = await send({ conversation_id });
  expect(first.data).toEqual({ message_ids: [expect.any(Number)], already_sent: false, sent_as: 'options' });
  expect((await send({ conversation_id })).data).toMatchObject({ already_sent: true });
  expect(answersTo(customer)).toEqual(['Confirma o pedido?']);
  expect(customer.conversation()?.messages.at(-1)?.options).toEqual(['Sim', 'Não']);
});

test('where the channel has no options, they are a numbered text, and that is said', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  const sms = {
    ...(await conversationJson(conversation_id)),
    meta: { channel: 'Channel::TwilioSms', sender: { id: 1 } },
  };
  chatwoot.sandbox.faults.rest.push({
    match: /^GET .*\/conversations\/\d+$/,
    kind: 'answer',
    status: 200,
    body: JSON.stringify(sms),
  });
  expect((await send({ conversation_id })).data).toMatchObject({ sent_as: 'text' });
  expect(answersTo(customer)).toEqual(['Confirma o pedido?\n\n1. Sim\n2. Não']);
});

async function conversationJson(id: number): Promise<object> {
  const { url, accountId, userToken } = chatwoot.sandbox;
  const response = await fetch(`${url}/api/v1/accounts/${accountId}/conversations/${id}`, {
    headers: { api_access_token: userToken },
  });
  return (await response.json()) as object;
}

test('up to ten may be sent, with longer titles than buttons have', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  const options = [...titles(9), { title: 'x'.repeat(24) }];
  await send({ conversation_id, options });
  expect(customer.conversation()?.messages.at(-1)?.options).toHaveLength(10);
});

describe('refused are', () => {
  test.each([
    ['one option', [{ title: 'Sim' }], /options/],
    ['eleven options', titles(11), /options/],
    ['the same title twice', [{ title: 'Sim' }, { title: 'sim' }], /same title/],
    ['a button that is too long', [{ title: 'x'.repeat(21) }, { title: 'Não' }], /too long for a button/],
    ['a list item that is too long', [{ title: 'x'.repeat(25) }, ...titles(4)], /options/],
  ])('%s', async (_name, options, expected) => {
    const { customer, conversation_id } = chatwoot.newCustomer();
    const { text } = await send({ conversation_id, options });
    expect(text).toMatch(/^invalid_input: /);
    expect(text).toMatch(expected);
    expect(answersTo(customer)).toEqual([]);
  });

  test('what comes when a person has the conversation, or after 24 hours', async () => {
    const taken = chatwoot.newCustomer();
    taken.customer.operator({ action: 'take_over' });
    expect((await send({ conversation_id: taken.conversation_id })).text).toMatch(/^human_took_over/);
    const silent = chatwoot.newCustomer();
    silent.customer.letTimePass(25);
    expect((await send({ conversation_id: silent.conversation_id })).text).toMatch(/^outside_reply_window/);
  });
});
