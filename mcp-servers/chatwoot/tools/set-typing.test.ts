import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChatwoot, type TestChatwoot } from '../testing/start-chatwoot.ts';

let chatwoot: TestChatwoot;
beforeAll(async () => {
  chatwoot = await startChatwoot();
});
afterAll(() => chatwoot.close());

test('the customer sees the sign come and go', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  expect((await chatwoot.server.call('set_typing', { conversation_id, on: true })).data).toEqual({
    on: true,
  });
  expect(customer.conversation()?.typing).toBe('Robô da loja');
  await chatwoot.server.call('set_typing', { conversation_id, on: false });
  expect(customer.conversation()?.typing).toBeNull();
});

test('an answer takes the sign away', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  await chatwoot.server.call('set_typing', { conversation_id, on: true });
  await chatwoot.server.call('send_message', { conversation_id, content: 'Olá!', delivery_key: 'a' });
  expect(customer.conversation()?.typing).toBeNull();
});

test("a version that keeps bots out shows the user's sign", async () => {
  const older = await startChatwoot({ version: '3.13' });
  const { customer, conversation_id } = older.newCustomer();
  await older.server.call('set_typing', { conversation_id, on: true });
  expect(customer.conversation()?.typing).toBe('Integração');
  await older.close();
});
