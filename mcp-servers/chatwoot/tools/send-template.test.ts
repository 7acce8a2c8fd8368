import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answersTo, startChatwoot, type TestChatwoot } from '../testing/start-chatwoot.ts';

let chatwoot: TestChatwoot;
beforeAll(async () => {
  chatwoot = await startChatwoot();
});
afterAll(() => chatwoot.close());

const template = { name: 'retomar_conversa', parameters: { 1: 'Maria', 2: 'seu pedido' } };
const text = 'Olá, Maria! Temos novidades sobre seu pedido. Podemos continuar por aqui?';
const send = (args: Record<string, unknown>) =>
  chatwoot.server.call('send_template', { ...template, delivery_key: 'turn-1', ...args });

/** A customer who wrote more than a day ago. */
function silentCustomer() {
  const silent = chatwoot.newCustomer();
  silent.customer.letTimePass(25);
  return silent;
}

test('reaches a customer outside the 24 hours, once for one key', async () => {
  const { customer, conversation_id } = silentCustomer();
  const first = await send({ conversation_id });
  expect(first.data).toEqual({ message_ids: [expect.any(Number)], already_sent: false, text });
  expect((await send({ conversation_id })).data).toEqual({ ...first.data, already_sent: true });
  expect(answersTo(customer)).toEqual([text]);
});

test('a lost answer is looked up, and nothing is sent twice', async () => {
  const { customer, conversation_id } = silentCustomer();
  chatwoot.sandbox.faults.rest.push({ match: /^POST .*messages$/, kind: 'cut-after' });
  await send({ conversation_id });
  expect((await send({ conversation_id })).data).toMatchObject({ already_sent: true });
  expect(answersTo(customer)).toEqual([text]);
});

describe('nothing is sent', () => {
  test.each([
    [
      'a name that does not exist',
      { name: 'boleto' },
      /^template_not_found: .*\nNext: .*retomar_conversa \(pt_BR\)/,
    ],
    ['one that is not approved', { name: 'promocao', parameters: { 1: 'x' } }, /^template_not_found: /],
    ['another language', { language: 'en_US' }, /^template_not_found: .*en_US/],
    [
      'a missing value',
      { parameters: { 1: 'Maria' } },
      /^invalid_input: .*without a value: 2.*\nNext: .*Olá, \{\{1\}\}/,
    ],
    ['a value too many', { parameters: { ...template.parameters, 3: 'x' } }, /not in the template: 3/],
  ])('for %s', async (_name, wrong, expected) => {
    const { customer, conversation_id } = silentCustomer();
    expect((await send({ conversation_id, ...wrong })).text).toMatch(expected);
    expect(customer.conversation()?.messages).toHaveLength(1);
  });

  test('for one that wants a picture, and the reason is told', async () => {
    const { customer, conversation_id } = silentCustomer();
    const components = [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text: 'Olá, {{1}}' },
    ];
    const message_templates = [{ name: 'com_foto', language: 'pt_BR', status: 'APPROVED', components }];
    const body = JSON.stringify({
      payload: [{ id: chatwoot.sandbox.inboxId, name: 'WhatsApp', message_templates }],
    });
    chatwoot.sandbox.faults.rest.push({ match: /inboxes$/, kind: 'answer', status: 200, body });
    const { text: answer } = await send({ conversation_id, name: 'com_foto', parameters: { 1: 'Maria' } });
    expect(answer).toMatch(/^template_not_supported: .*nothing was sent/);
    expect(customer.conversation()?.messages).toHaveLength(1);
  });

  test('when a person has the conversation, unless a person asked for it', async () => {
    const { customer, conversation_id } = silentCustomer();
    customer.operator({ action: 'take_over' });
    expect((await send({ conversation_id })).text).toMatch(/^human_took_over: /);
    expect(answersTo(customer)).toEqual([]);
    await send({ conversation_id, even_if_open: true });
    expect(answersTo(customer)).toEqual([text]);
  });
});
