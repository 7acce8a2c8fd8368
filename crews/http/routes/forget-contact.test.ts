import { InMemoryStore } from '@langchain/langgraph-checkpoint';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyMemory, recall, remember, withMore } from '#graphs/shared/memory.ts';
import { call, serveCrews } from '../testing/serve-crews.ts';

const store = new InMemoryStore();
let crews: Awaited<ReturnType<typeof serveCrews>>;
beforeAll(async () => {
  crews = await serveCrews({ memory: store });
});
afterAll(() => crews.close());

const context = (tenant: string) => ({ tenant, contact: { id: 9 } });

const forgetContact = (id: string, scopes = ['memory:delete']) =>
  call(crews, `/contacts/${id}/memory`, { method: 'DELETE', scopes });

test('all that is remembered of one contact is deleted, in the tenant of the token alone', async () => {
  const memory = withMore(emptyMemory, { preferences: ['prefere 220 V'] });
  for (const tenant of ['acme', 'other']) await remember(store, context(tenant), memory);
  expect(await forgetContact('9')).toMatchObject({ status: 200, body: { deleted: 1 } });
  expect(await recall(store, context('acme'))).toEqual(emptyMemory);
  expect(await recall(store, context('other'))).toEqual(memory);
  expect(await forgetContact('9')).toMatchObject({ status: 200, body: { deleted: 0 } });
});

test('it needs its scope, and a number', async () => {
  expect(await forgetContact('9', ['graphs:run'])).toMatchObject({
    status: 403,
    body: { code: 'insufficient_scope' },
  });
  expect(await forgetContact('maria')).toMatchObject({ status: 400, body: { code: 'invalid_input' } });
});
