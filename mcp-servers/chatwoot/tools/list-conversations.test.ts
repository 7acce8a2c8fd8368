import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contactIdOf, startChatwoot, type TestChatwoot } from '../testing/start-chatwoot.ts';

let chatwoot: TestChatwoot;
beforeAll(async () => {
  chatwoot = await startChatwoot();
});
afterAll(() => chatwoot.close());

interface Listed {
  conversations: { id: number; status: string }[];
  has_more: boolean;
}
const list = async (args: Record<string, unknown> = {}, principal = {}) => {
  const { data, text, isError } = await chatwoot.server.call('list_conversations', args, principal);
  if (isError) throw new Error(text);
  return data as unknown as Listed;
};
const idsOf = ({ conversations }: Listed) => conversations.map(({ id }) => id);

test('shows who waits, who has it and what was last said', async () => {
  const { customer, conversation_id, phone } = chatwoot.newCustomer();
  customer.operator({ action: 'take_over' });
  customer.write(`quero ${'muito '.repeat(50)}`);
  const { conversations, has_more } = await list();
  expect(has_more).toBe(false);
  expect(conversations).toEqual([
    {
      id: conversation_id,
      status: 'open',
      contact: { id: expect.any(Number), name: 'Cliente 1', phone },
      assignee: 'Ana Souza',
      team: null,
      labels: [],
      unread: 2,
      last_activity_at: expect.stringMatching(/Z$/),
      last_text: expect.stringMatching(/^quero muito .*…$/),
    },
  ]);
});

test('chooses by status, label, team and who has nobody', async () => {
  const { conversation_id } = chatwoot.newCustomer();
  await chatwoot.server.call('add_labels', { conversation_id, labels: ['vip'] });
  await chatwoot.server.call('assign_conversation', { conversation_id, team_id: 2 });
  expect(idsOf(await list())).not.toContain(conversation_id);
  const wanted = { status: 'pending', label: 'vip', team_id: 2, unassigned: true };
  expect(idsOf(await list(wanted))).toEqual([conversation_id]);
  for (const other of [{ label: 'outra' }, { team_id: 1 }, { inbox_id: 99 }, { status: 'open' }])
    expect(idsOf(await list({ ...wanted, ...other })), JSON.stringify(other)).not.toContain(conversation_id);
});

describe('of one contact', () => {
  test('all, or those that fit', async () => {
    const { conversation_id } = chatwoot.newCustomer();
    const contact_id = await contactIdOf(chatwoot, conversation_id);
    expect(idsOf(await list({ contact_id }))).toEqual([conversation_id]);
    expect(idsOf(await list({ contact_id, status: 'pending', unassigned: true }))).toEqual([conversation_id]);
    for (const other of [{ label: 'x' }, { team_id: 1 }, { inbox_id: 99 }, { status: 'open' }])
      expect(idsOf(await list({ contact_id, ...other })), JSON.stringify(other)).toEqual([]);
  });

  test('a caller who acts for a customer sees those only', async () => {
    const { conversation_id } = chatwoot.newCustomer();
    const customer = { contact: await contactIdOf(chatwoot, conversation_id) };
    expect(idsOf(await list({ status: 'all' }, { customer }))).toEqual([conversation_id]);
    await expect(list({ contact_id: 1 }, { customer })).rejects.toThrow(/^invalid_input/);
  });

  test('nobody’s, where the customer of the conversation is not known', async () => {
    const conversation = { account: chatwoot.sandbox.accountId, id: 1 };
    await expect(list({}, { conversation })).rejects.toThrow(/^other_customers/);
    await expect(list({ contact_id: 1 }, { conversation })).rejects.toThrow(/^other_customers/);
    await expect(list({}, { customer: {} })).rejects.toThrow(/^other_customers/);
  });
});

test('a full page of long texts fits into the budget, and the next page follows without a gap', async () => {
  for (let index = 0; index < 30; index += 1)
    chatwoot.newCustomer('n'.repeat(200)).customer.write('t'.repeat(500));
  const first = await list({ status: 'pending' });
  expect(first).toMatchObject({ has_more: true, conversations: { length: 25 } });
  expect(JSON.stringify(first).length).toBeLessThan(4_000 * 3.5);
  const second = await list({ status: 'pending', page: 2 });
  expect(new Set([...idsOf(first), ...idsOf(second)]).size).toBe(25 + second.conversations.length);
});
