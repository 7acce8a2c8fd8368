import { expect, test } from 'vitest';
import { facetsOf } from './facets.ts';

const product = (more: object) => ({ id: '1', title: 'Vaso', text: '', ...more });

test('counts categories and brands, the most frequent first, and tells the range of prices', () => {
  const products = [
    product({ category: 'Jardim', brand: 'Norvik', price: 10 }),
    product({ category: 'Casa', brand: 'Norvik', price: 4.5 }),
    product({ category: 'Jardim', price: 30 }),
  ];
  expect(facetsOf(products)).toEqual({
    products: 3,
    categories: [
      { value: 'Jardim', count: 2 },
      { value: 'Casa', count: 1 },
    ],
    brands: [{ value: 'Norvik', count: 2 }],
    price: { lowest: 4.5, highest: 30 },
  });
});

test('of nothing is nothing', () => {
  expect(facetsOf([])).toEqual({ products: 0, categories: [], brands: [], price: null });
  expect(facetsOf([product({})])).toMatchObject({ products: 1, price: null });
});

test('ten values at most, in a stable order', () => {
  const products = Array.from({ length: 15 }, (_, index) => product({ category: `C${index + 10}` }));
  expect(facetsOf(products).categories.map(({ value }) => value)).toEqual(
    Array.from({ length: 10 }, (_, index) => `C${index + 10}`),
  );
});
