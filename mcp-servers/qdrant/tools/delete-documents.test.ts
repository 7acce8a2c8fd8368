import { afterAll, beforeAll, expect, test } from 'vitest';
import { type QdrantUnderTest, startFilledQdrant } from '../testing/qdrant-under-test.ts';

let shop: QdrantUnderTest;
beforeAll(async () => {
  shop = await startFilledQdrant();
});
afterAll(() => shop.close());

const remove = (ids: unknown[], collection = 'products') =>
  shop.server.call('delete_documents', { collection, ids });

test('deletes what is there and passes over the rest', async () => {
  expect((await remove([11, '12', 999])).data).toEqual({ deleted: 2 });
  expect((await remove([11])).data).toEqual({ deleted: 0 });
  const { data } = await shop.server.call('search_products', { query: 'furadeira' });
  expect(data).toMatchObject({ no_good_match: true });
});

test('deletes from the named collection alone', async () => {
  expect((await remove(['entrega'], 'products')).data).toEqual({ deleted: 0 });
  expect((await remove(['entrega'], 'knowledge')).data).toEqual({ deleted: 1 });
});

test.each([[[]], [[-1]], [['']], [[null]]])('%j is refused', async (ids) => {
  expect((await remove(ids)).text).toMatch(/^invalid_input: /);
});

test('is announced as destructive and needs the scope to write', async () => {
  const tools = await shop.server.tools({ scopes: ['qdrant:write'] });
  expect(tools.find(({ name }) => name === 'delete_documents')?.annotations).toMatchObject({
    destructiveHint: true,
    readOnlyHint: false,
  });
  const offered = await shop.server.tools({ scopes: ['qdrant:read'] });
  expect(offered.map(({ name }) => name)).not.toContain('delete_documents');
  expect(offered.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true);
});
