import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SandboxChatwoot, type SandboxCustomer, startSandboxChatwoot } from '../start.ts';

let chatwoot: SandboxChatwoot;
let first: { customer: SandboxCustomer; id: number };
let second: { customer: SandboxCustomer; id: number };

const newCustomer = (phone: string) => {
  const customer = chatwoot.customer(phone);
  return { customer, id: customer.write('oi').conversationId };
};
const request = (path: string, body?: object) =>
  fetch(`${chatwoot.url}/api/v1/accounts/1/conversations${path}`, {
    headers: { api_access_token: chatwoot.userToken, 'content-type': 'application/json' },
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  });

beforeAll(async () => {
  chatwoot = await startSandboxChatwoot();
  first = newCustomer('+5511999990001');
  second = newCustomer('+5511999990002');
  await request(`/${first.id}/assignments`, { team_id: 2 });
  await request(`/${first.id}/labels`, { labels: ['vip', 'pós-venda'] });
  await request(`/${second.id}/assignments`, { assignee_id: 5 });
});
afterAll(() => chatwoot.close());

async function list(query: Record<string, string>) {
  const response = await request(`?${new URLSearchParams({ status: 'all', ...query })}`);
  const { data } = (await response.json()) as {
    data: { payload: { id: number }[]; meta: Record<string, number> };
  };
  return { ids: data.payload.map(({ id }) => id).sort(), meta: data.meta };
}

describe('conversations are chosen', () => {
  test.each([
    ['by team', { team_id: '2' }, ['first']],
    ['by a team that has none', { team_id: '1' }, []],
    ['by inbox', { inbox_id: '3' }, ['first', 'second']],
    ['by another inbox', { inbox_id: '4' }, []],
    ['by label', { 'labels[]': 'pós-venda' }, ['first']],
    ['by those that nobody has', { assignee_type: 'unassigned' }, ['first']],
    ['by several at once', { team_id: '2', 'labels[]': 'vip', status: 'pending' }, ['first']],
    ['by status', { status: 'resolved' }, []],
  ])('%s', async (_name, query, expected) => {
    const names = { first: first.id, second: second.id } as Record<string, number>;
    expect((await list(query as Record<string, string>)).ids).toEqual(expected.map((name) => names[name]));
  });
});

test('the counts are those of all pages', async () => {
  expect((await list({ page: '9' })).meta).toEqual({
    mine_count: 0,
    assigned_count: 1,
    unassigned_count: 1,
    all_count: 2,
  });
});
