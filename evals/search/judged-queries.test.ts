import { expect, test } from 'vitest';
import { articles, products } from './catalogue.ts';
import { judgedQueries, queryClasses } from './judged-queries.ts';

test('there are at least 500 products, 60 articles and 200 queries of every class', () => {
  expect(products.length).toBeGreaterThanOrEqual(500);
  expect(articles.length).toBeGreaterThanOrEqual(60);
  expect(judgedQueries.length).toBeGreaterThanOrEqual(200);
  for (const queryClass of queryClasses) {
    expect(judgedQueries.filter((query) => query.class === queryClass).length).toBeGreaterThanOrEqual(20);
  }
});

test('no two products share a name, a SKU or a barcode, and no article its id', () => {
  for (const key of ['id', 'title', 'sku', 'barcode'] as const) {
    expect(new Set(products.map((product) => product[key])).size).toBe(products.length);
  }
  expect(new Set(articles.map(({ id }) => id)).size).toBe(articles.length);
});

test('names are complete: no option was left in braces, no barcode has a wrong check digit', () => {
  for (const { title, barcode } of products) {
    expect(title).not.toMatch(/[{}]|\s{2}|^\s|\s$/);
    const sum = [...barcode].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
    expect(sum % 10).toBe(0);
  }
});

test.each(judgedQueries.map((query) => [query.class, query.query, query] as const))(
  '%s "%s" names documents that there are',
  (queryClass, _text, { relevant }) => {
    if (queryClass.endsWith('negative')) expect(relevant.size).toBe(0);
    else expect(relevant.size).toBeGreaterThan(0);
  },
);

test('no query is judged twice', () => {
  expect(new Set(judgedQueries.map(({ query }) => query)).size).toBe(judgedQueries.length);
});
