import { InMemoryStore } from '@langchain/langgraph-checkpoint';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyMemory, recall, remember, withMore } from '#graphs/shared/memory.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { createMemoryTurnQueue } from '../queue/memory-turn-queue.ts';
import { serveCrews } from './testing/serve-crews.ts';

const store = new InMemoryStore();
const queue = createMemoryTurnQueue({ logger: silentLogger });
let crews: Awaited<ReturnType<typeof serveCrews>>;
beforeAll(async () => {
  crews = await serveCrews(queue, { JWT_SECRET: 'a secret of more than thirty-two characters' }, store);
});
afterAll(async () => {
  await crews.close(0);
  await queue.close(0);
});

const context = (tenant: string) => ({ tenant, contact: { id: 9 } });

async function forgetContact(id: string, scopes = ['memory:delete'], tenant = 'acme') {
  const token = await crews.tokens.mint({ subject: 'test', tenant, scopes }, 'crews');
  const response = await fetch(new URL(`/contacts/${id}/memory`, crews.url), {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: response.status, body: await response.json() };
}

test('all that is remembered of one contact is deleted, in the tenant of the token alone', async () => {
  const memory = withMore(emptyMemory, { preferences: ['prefere 220 V'] });
  for (const tenant of ['acme', 'other']) await remember(store, context(tenant), memory);
  expect(await forgetContact('9')).toEqual({ status: 200, body: { deleted: 1 } });
  expect(await recall(store, context('acme'))).toEqual(emptyMemory);
  expect(await recall(store, context('other'))).toEqual(memory);
  expect(await forgetContact('9')).toEqual({ status: 200, body: { deleted: 0 } });
});

test('it needs its scope, and a number', async () => {
  expect(await forgetContact('9', ['graphs:run'])).toMatchObject({
    status: 403,
    body: { code: 'insufficient_scope' },
  });
  expect(await forgetContact('maria')).toMatchObject({ status: 400, body: { code: 'invalid_input' } });
});
