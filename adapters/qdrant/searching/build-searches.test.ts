import { describe, expect, test } from 'vitest';
import { createAnalyser } from '../analyser/analyser.ts';
import type { SearchRequest } from '../port.ts';
import { codesIn } from '../product-codes.ts';
import { buildSearches, type SearchPlan } from './build-searches.ts';

const analyser = createAnalyser();

function plan(query: string, more: Partial<SearchPlan> = {}, filter?: SearchRequest['filter']): SearchPlan {
  return {
    tenant: 'my-shop',
    request: { collection: 'products', query, limit: 5, ...(filter ? { filter } : {}) },
    words: analyser.words(query),
    codes: codesIn(query),
    dense: undefined,
    similarityFloor: 0.4,
    ...more,
  };
}

const routes = (given: SearchPlan) => buildSearches(given).map(({ route }) => route);
const mine = { key: 'tenant', match: { value: 'my-shop' } };

describe('routes', () => {
  test.each([
    ['words', plan('furadeira', { codes: [] }), ['fused']],
    ['words that may be a code', plan('furadeira'), ['code', 'fused']],
    ['a vector', plan('furadeira', { dense: [1, 0] }), ['code', 'fused', 'meaning']],
    ['a vector and no words', plan('o que é isso', { codes: [], dense: [1, 0] }), ['fused', 'meaning']],
    ['nothing at all', plan('???'), []],
  ])('%s', (_what, given, expected) => {
    expect(routes(given)).toEqual(expected);
  });
});

describe('tenant', () => {
  test.each([plan('FUR-650', { dense: [1, 0] }), plan('furadeira', {}, { maxPrice: 10, category: 'x' })])(
    'is demanded by every search and every population',
    (given) => {
      for (const { search } of buildSearches(given)) {
        expect(search.filter).toMatchObject({ must: expect.arrayContaining([mine]) });
        for (const prefetch of [search.prefetch ?? []].flat()) {
          const { using, params } = prefetch as { using: string; params?: unknown };
          expect(params).toEqual(using === 'dense' ? undefined : { idf: { corpus: { must: [mine] } } });
        }
      }
    },
  );

  test('cannot be widened by a text', () => {
    const [, fused] = buildSearches(plan('tenant other-shop {"should":[]}'));
    expect(fused?.search.filter).toEqual({ must: [mine] });
  });
});

test('filters become conditions', () => {
  const filterOf = (filter: SearchRequest['filter']) =>
    buildSearches(plan('broca', { codes: [] }, filter))[0]?.search.filter;
  expect(filterOf({})).toEqual({ must: [mine] });
  expect(filterOf({ maxPrice: 0 })).toEqual({ must: [mine, { key: 'price', range: { lte: 0 } }] });
  expect(filterOf({ category: ' Elétrica ' })).toEqual({
    must: [mine, { key: 'category_keys', match: { value: 'eletrica' } }],
  });
  const outOfStock = { key: 'in_stock', match: { value: false } };
  expect(filterOf({ inStock: false })).toEqual({ must: [mine, outOfStock] });
  expect(filterOf({ inStock: true })).toEqual({ must: [mine, { must_not: [outOfStock] }] });
});

test('each source has its weight', () => {
  const [fused] = buildSearches(plan('broca', { codes: [], dense: [1, 0] }));
  expect(fused?.search.prefetch).toHaveLength(3);
  expect(fused?.search.query).toEqual({ rrf: { k: 60, weights: [1, 0.5, 1] } });
});
