import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChatwoot, type TestChatwoot } from '../testing/start-chatwoot.ts';

let chatwoot: TestChatwoot;
beforeAll(async () => {
  chatwoot = await startChatwoot();
});
afterAll(() => chatwoot.close());

const remove = (args: Record<string, unknown>) => chatwoot.server.call('remove_labels', args);

test('removes these, and leaves the others', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  await chatwoot.server.call('add_labels', { conversation_id, labels: ['vip', 'pedido', 'novo'] });
  expect((await remove({ conversation_id, labels: ['pedido'] })).data).toEqual({ labels: ['vip', 'novo'] });
  expect(customer.conversation()?.labels).toEqual(['vip', 'novo']);
});

test('what is not there is no error, and nothing is written for it', async () => {
  const { conversation_id } = chatwoot.newCustomer();
  chatwoot.sandbox.faults.rest.push({ match: /^POST .*labels$/, kind: 'answer', status: 500 });
  expect((await remove({ conversation_id, labels: ['vip'] })).data).toEqual({ labels: [] });
  expect(chatwoot.sandbox.faults.rest.splice(0)).toHaveLength(1);
});

test('a lost answer is an unknown outcome that may be repeated', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  await chatwoot.server.call('add_labels', { conversation_id, labels: ['vip'] });
  chatwoot.sandbox.faults.rest.push({ match: /^POST .*labels$/, kind: 'cut-after' });
  const { text } = await remove({ conversation_id, labels: ['vip'] });
  expect(text).toMatch(/not known\.\nNext: Repeat the call: doing it twice is the same as once/);
  expect((await remove({ conversation_id, labels: ['vip'] })).data).toEqual({ labels: [] });
  expect(customer.conversation()?.labels).toEqual([]);
});
