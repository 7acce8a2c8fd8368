import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChatwoot, type TestChatwoot } from '../testing/start-chatwoot.ts';

let chatwoot: TestChatwoot;
beforeAll(async () => {
  chatwoot = await startChatwoot();
});
afterAll(() => chatwoot.close());

test('shows who writes, in which state, over which channel', async () => {
  const { conversation_id, phone } = chatwoot.newCustomer();
  const { data } = await chatwoot.server.call('get_conversation', { conversation_id });
  expect(data).toEqual({
    id: conversation_id,
    status: 'pending',
    can_reply: true,
    channel: 'Channel::Whatsapp',
    inbox_id: chatwoot.sandbox.inboxId,
    contact: { id: expect.any(Number), name: 'Cliente 1', phone, email: null },
    assignee: null,
    team: null,
    labels: [],
    custom_attributes: {},
  });
});

test('shows that a person has taken over', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  customer.operator({ action: 'take_over' });
  const { data } = await chatwoot.server.call('get_conversation', { conversation_id });
  expect(data).toMatchObject({ status: 'open', assignee: { name: 'Ana Souza', kind: 'user' } });
});

test('shows that the 24-hour window is closed', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  customer.letTimePass(25);
  const { data } = await chatwoot.server.call('get_conversation', { conversation_id });
  expect(data).toMatchObject({ can_reply: false });
});

test('a conversation that does not exist is named', async () => {
  const { isError, text } = await chatwoot.server.call('get_conversation', { conversation_id: 9999 });
  expect(isError).toBe(true);
  expect(text).toBe('not_found: Chatwoot has no conversation 9999.\nNext: Check the number.');
});

test('a caller in a conversation sees that one, and cannot name another', async () => {
  const { conversation_id } = chatwoot.newCustomer();
  const conversation = { account: chatwoot.sandbox.accountId, id: conversation_id };
  expect((await chatwoot.server.call('get_conversation', {}, { conversation })).data).toMatchObject({
    id: conversation_id,
  });
  const { text } = await chatwoot.server.call('get_conversation', { conversation_id: 1 }, { conversation });
  expect(text).toMatch(/^invalid_input/);
});

test('a token of a conversation in another account opens nothing here', async () => {
  const { conversation_id } = chatwoot.newCustomer();
  const conversation = { account: 99, id: conversation_id };
  const { text } = await chatwoot.server.call('get_conversation', {}, { conversation });
  expect(text).toMatch(/^access_denied: .*another Chatwoot account/);
});
