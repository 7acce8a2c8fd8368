import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChatwoot, type TestChatwoot } from '../testing/start-chatwoot.ts';

let chatwoot: TestChatwoot;
beforeAll(async () => {
  chatwoot = await startChatwoot();
});
afterAll(() => chatwoot.close());

test('lists the agents with their numbers', async () => {
  const { data } = await chatwoot.server.call('list_agents', {});
  expect(data).toEqual({
    agents: [
      { id: 1, name: 'Integração', online: true },
      { id: 5, name: 'Ana Souza', online: true },
    ],
    has_more: false,
  });
});

test('on demand only those who are online; addresses are not told', async () => {
  const body = JSON.stringify([
    { id: 1, name: 'Ana', email: 'ana@casa.example', availability_status: 'offline' },
    { id: 2, name: 'Bia', email: 'bia@casa.example', availability_status: 'online' },
    { id: 3, name: 'Caio', email: 'caio@casa.example', availability_status: 'busy' },
  ]);
  chatwoot.sandbox.faults.rest.push({ match: /agents$/, kind: 'answer', status: 200, body });
  const { data, text } = await chatwoot.server.call('list_agents', { online_only: true });
  expect(data.agents).toEqual([{ id: 2, name: 'Bia', online: true }]);
  expect(text).not.toContain('@');
});

test('without the right to read it is not offered', async () => {
  const { text } = await chatwoot.server.call('list_agents', {}, { scopes: ['chatwoot:write'] });
  expect(text).toMatch(/^insufficient_scope: /);
});
