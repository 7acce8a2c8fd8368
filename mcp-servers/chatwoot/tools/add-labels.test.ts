import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChatwoot, type TestChatwoot } from '../testing/start-chatwoot.ts';

let chatwoot: TestChatwoot;
beforeAll(async () => {
  chatwoot = await startChatwoot();
});
afterAll(() => chatwoot.close());

const add = (args: Record<string, unknown>) => chatwoot.server.call('add_labels', args);

test('adds to what is there, each label once', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  expect((await add({ conversation_id, labels: ['vip'] })).data).toEqual({ labels: ['vip'] });
  expect((await add({ conversation_id, labels: ['pedido', 'vip', 'pedido'] })).data).toEqual({
    labels: ['vip', 'pedido'],
  });
  expect(customer.conversation()?.labels).toEqual(['vip', 'pedido']);
});

test('labels that cannot be read are not overwritten', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  await add({ conversation_id, labels: ['vip'] });
  chatwoot.sandbox.faults.rest.push({ match: /^GET .*labels$/, kind: 'answer', status: 500 });
  expect((await add({ conversation_id, labels: ['pedido'] })).isError).toBe(true);
  expect(customer.conversation()?.labels).toEqual(['vip']);
});

test.each([
  ['none', []],
  ['too many', Array.from({ length: 21 }, (_, index) => `l${index}`)],
  ['an empty one', [' ']],
  ['one with a comma, which Chatwoot would take for two', ['a,b']],
])('%s are refused', async (_name, labels) => {
  const { conversation_id } = chatwoot.newCustomer();
  expect((await add({ conversation_id, labels })).text).toMatch(/^invalid_input: .*labels/);
});
