import { afterAll, beforeAll, expect, test } from 'vitest';
import { type QdrantUnderTest, startFilledQdrant } from '../testing/qdrant-under-test.ts';

let shop: QdrantUnderTest;
beforeAll(async () => {
  shop = await startFilledQdrant();
});
afterAll(() => shop.close());

const similar = async (args: object, principal?: object) =>
  shop.server.call('find_similar', { product_id: 11, ...args }, principal);
const idsOf = async (args: object) =>
  ((await similar(args)).data.results as { product_id: number }[]).map(({ product_id }) => product_id);

test('finds what is most alike, never the product itself', async () => {
  const ids = await idsOf({});
  expect(ids[0]).toBe(12);
  expect(ids).not.toContain(11);
});

test('shows products as a search does', async () => {
  const { data } = await similar({ limit: 1 });
  expect(data.results).toEqual([
    {
      product_id: 12,
      sku: 'FUR-B12',
      name: 'Furadeira de Bancada 1/2"',
      description: 'Com morsa.',
      category: 'Ferramentas / Elétricas',
      brand: null,
      price: 1_249,
    },
  ]);
});

test('obeys its filters', async () => {
  expect(await idsOf({ max_price: 500 })).not.toContain(12);
  expect(await idsOf({ in_stock: true })).not.toContain(12);
  expect(await idsOf({ category: 'eletricas' })).toEqual([12]);
});

test('a product that is not there is said to be so', async () => {
  const { text } = await similar({ product_id: 999 });
  expect(text).toMatch(/^not_found: There is no document 999 in products\.\nNext: /);
});

test.each([{ product_id: 0 }, { limit: 21 }, { tenant: 'x' }])('%j is refused', async (args) => {
  expect((await similar(args)).text).toMatch(/^invalid_input: /);
});

test('needs the scope to read', async () => {
  expect((await similar({}, { scopes: ['qdrant:write'] })).text).toMatch(/^insufficient_scope: /);
});
