import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChatwoot, type TestChatwoot } from '../testing/start-chatwoot.ts';

let chatwoot: TestChatwoot;
beforeAll(async () => {
  chatwoot = await startChatwoot();
});
afterAll(() => chatwoot.close());

const asBody = (teams: object[]) => ({
  match: /teams$/,
  kind: 'answer' as const,
  status: 200,
  body: JSON.stringify(teams),
});

test('lists the teams with their numbers', async () => {
  const { data } = await chatwoot.server.call('list_teams', {});
  expect(data).toEqual({
    teams: [
      { id: 1, name: 'vendas' },
      { id: 2, name: 'suporte' },
    ],
    has_more: false,
  });
});

test('more than fit into an answer are cut, and that is said', async () => {
  const many = Array.from({ length: 500 }, (_, index) => ({ id: index + 1, name: 'x'.repeat(200) }));
  chatwoot.sandbox.faults.rest.push(asBody(many));
  const { data, text } = await chatwoot.server.call('list_teams', {});
  expect(data.has_more).toBe(true);
  expect(text.length).toBeLessThan(4_000 * 3.5 + 100);
});

test('an answer of another form is no list', async () => {
  chatwoot.sandbox.faults.rest.push(asBody([{ name: 'sem número' }]));
  expect((await chatwoot.server.call('list_teams', {})).text).toMatch(/^chatwoot_unexpected: /);
});
