import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChatwoot, type TestChatwoot } from '../testing/start-chatwoot.ts';

let chatwoot: TestChatwoot;
beforeAll(async () => {
  chatwoot = await startChatwoot();
});
afterAll(() => chatwoot.close());

const assign = (args: Record<string, unknown>) => chatwoot.server.call('assign_conversation', args);

test('to a team, to an agent, and each stays when the other changes', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  expect((await assign({ conversation_id, team_id: 2 })).data).toEqual({ team: 'suporte', assignee: null });
  expect((await assign({ conversation_id, agent_id: 5 })).data).toEqual({
    team: 'suporte',
    assignee: 'Ana Souza',
  });
  expect((await assign({ conversation_id, team_id: 1 })).data).toEqual({
    team: 'vendas',
    assignee: 'Ana Souza',
  });
  expect(customer.conversation()).toMatchObject({ team: 'vendas', assignee: 'Ana Souza' });
});

test('null takes it away', async () => {
  const { conversation_id } = chatwoot.newCustomer();
  await assign({ conversation_id, team_id: 2, agent_id: 5 });
  const { data } = await assign({ conversation_id, team_id: null, agent_id: null });
  expect(data).toEqual({ team: null, assignee: null });
});

describe('a number that does not exist', () => {
  test.each([
    [{ team_id: 77 }, /^team_not_found: .*nothing was changed\.\nNext: .*1 \(vendas\), 2 \(suporte\)/],
    [{ agent_id: 77 }, /^agent_not_found: .*nothing was changed\.\nNext: .*5 \(Ana Souza\)/],
    [{ team_id: 1, agent_id: 77 }, /^agent_not_found: /],
  ])('%j changes nothing, and those that exist are named', async (wrong, expected) => {
    const { customer, conversation_id } = chatwoot.newCustomer();
    await assign({ conversation_id, team_id: 2, agent_id: 5 });
    expect((await assign({ conversation_id, ...wrong })).text).toMatch(expected);
    expect(customer.conversation()).toMatchObject({ team: 'suporte', assignee: 'Ana Souza' });
  });
});

test('after it the bot does not write to the customer', async () => {
  const { conversation_id } = chatwoot.newCustomer();
  await assign({ conversation_id, agent_id: 5 });
  const { text } = await chatwoot.server.call('send_message', {
    conversation_id,
    content: 'Olá!',
    delivery_key: 'a',
  });
  expect(text).toMatch(/^human_took_over: /);
});

test('nobody to assign is refused', async () => {
  const { conversation_id } = chatwoot.newCustomer();
  expect((await assign({ conversation_id })).text).toMatch(/^invalid_input: .*nobody to assign/);
});
