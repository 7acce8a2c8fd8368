import { afterAll, beforeAll, expect, test } from 'vitest';
import { type QdrantUnderTest, startFilledQdrant } from '../testing/qdrant-under-test.ts';

let shop: QdrantUnderTest;
beforeAll(async () => {
  shop = await startFilledQdrant();
});
afterAll(() => shop.close());

const list = async (principal?: object) =>
  (await shop.server.call('list_collections', {}, principal)).data.collections;

test('tells of both collections what they hold', async () => {
  const made = { analyser: 'pt-2', embedding_model: null, needs_rebuild: false };
  expect(await list()).toEqual([
    { name: 'products', documents: 4, chunks: 4, ...made },
    { name: 'knowledge', documents: 2, chunks: 2, ...made },
  ]);
});

test('counts the documents of the caller alone', async () => {
  expect(await list({ tenant: 'new-shop' })).toMatchObject([{ documents: 0 }, { documents: 0 }]);
});

test('needs the scope to read', async () => {
  const { text } = await shop.server.call('list_collections', {}, { scopes: ['odoo:read'] });
  expect(text).toMatch(/^insufficient_scope: /);
});
