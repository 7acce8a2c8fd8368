import { expect, test } from 'vitest';
import { conditionsOf } from './filter-conditions.ts';

const outOfStock = { key: 'in_stock', match: { value: false } };

test('nothing asked, no condition', () => {
  expect(conditionsOf()).toEqual([]);
  expect(conditionsOf({ maxPrice: undefined, brand: undefined })).toEqual([]);
});

test.each([
  [{ minPrice: 10 }, { key: 'price', range: { gte: 10 } }],
  [{ maxPrice: 0 }, { key: 'price', range: { lte: 0 } }],
  [
    { minPrice: 10, maxPrice: 20 },
    { key: 'price', range: { gte: 10, lte: 20 } },
  ],
  [{ category: ' Elétrica ' }, { key: 'category_keys', match: { value: 'eletrica' } }],
  [{ brand: 'HIDROTÉC' }, { key: 'brand_key', match: { value: 'hidrotec' } }],
  [{ inStock: false }, outOfStock],
  [{ inStock: true }, { must_not: [outOfStock] }],
])('%j', (filter, condition) => {
  expect(conditionsOf(filter)).toEqual([condition]);
});

test('all of them hold together', () => {
  expect(conditionsOf({ minPrice: 1, category: 'a', brand: 'b', inStock: true })).toHaveLength(4);
});
