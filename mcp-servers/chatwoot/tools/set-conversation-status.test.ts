import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChatwoot, type TestChatwoot } from '../testing/start-chatwoot.ts';

let chatwoot: TestChatwoot;
beforeAll(async () => {
  chatwoot = await startChatwoot();
});
afterAll(() => chatwoot.close());

test('gives the conversation to the people, back to the bot, and ends it', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  for (const status of ['open', 'pending', 'resolved', 'resolved']) {
    const { data } = await chatwoot.server.call('set_conversation_status', { conversation_id, status });
    expect(data).toEqual({ status });
    expect(customer.conversation()?.status).toBe(status);
  }
});

test('acts as the bot, so that nobody is assigned by opening', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  await chatwoot.server.call('set_conversation_status', { conversation_id, status: 'open' });
  expect(customer.conversation()).toMatchObject({ assignee: null });
  expect(customer.conversation()?.messages.at(-1)?.content).toMatch(/por Robô da loja$/);
});

test('a status that does not exist is refused before Chatwoot is asked', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  const { text } = await chatwoot.server.call('set_conversation_status', {
    conversation_id,
    status: 'closed',
  });
  expect(text).toMatch(/^invalid_input: .*status/);
  expect(customer.conversation()?.status).toBe('pending');
});

test('a caller who may only read is refused', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  const { text } = await chatwoot.server.call(
    'set_conversation_status',
    { conversation_id, status: 'open' },
    { scopes: ['chatwoot:read'] },
  );
  expect(text).toMatch(/^insufficient_scope/);
  expect(customer.conversation()?.status).toBe('pending');
});
