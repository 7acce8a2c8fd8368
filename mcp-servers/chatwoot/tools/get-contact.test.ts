import { afterAll, beforeAll, expect, test } from 'vitest';
import { contactIdOf, startChatwoot, type TestChatwoot } from '../testing/start-chatwoot.ts';

let chatwoot: TestChatwoot;
beforeAll(async () => {
  chatwoot = await startChatwoot();
});
afterAll(() => chatwoot.close());

test('shows who the contact is', async () => {
  const { conversation_id, phone } = chatwoot.newCustomer();
  const contact_id = await contactIdOf(chatwoot, conversation_id);
  const { data } = await chatwoot.server.call('get_contact', { contact_id });
  expect(data).toEqual({
    id: contact_id,
    name: 'Cliente 1',
    phone,
    email: null,
    custom_attributes: {},
    last_activity_at: expect.any(String),
  });
});

test('one that does not exist is named', async () => {
  const { text } = await chatwoot.server.call('get_contact', { contact_id: 7 });
  expect(text).toBe('not_found: Chatwoot has no contact 7.\nNext: Check the number.');
});

test('a caller who acts for a customer sees that one, and cannot name another', async () => {
  const contact = await contactIdOf(chatwoot, chatwoot.newCustomer().conversation_id);
  const customer = { contact };
  expect((await chatwoot.server.call('get_contact', {}, { customer })).data).toMatchObject({ id: contact });
  const { text } = await chatwoot.server.call('get_contact', { contact_id: contact }, { customer });
  expect(text).toMatch(/^invalid_input/);
});

test('a caller in a conversation whose customer is not known sees nobody', async () => {
  const { conversation_id } = chatwoot.newCustomer();
  const contact_id = await contactIdOf(chatwoot, conversation_id);
  const conversation = { account: chatwoot.sandbox.accountId, id: conversation_id };
  const { text } = await chatwoot.server.call('get_contact', { contact_id }, { conversation });
  expect(text).toMatch(/^other_customers: /);
  const unknown = await chatwoot.server.call('get_contact', {}, { conversation, customer: {} });
  expect(unknown.text).toMatch(/^customer_not_identified: /);
});
