import { describe, expect, test } from 'vitest';
import type { Condition, Filter } from '../schemas/filter.ts';
import type { StoredPoint } from '../storage/collection.ts';
import { bothFilters, matchesFilter } from './match-filter.ts';

const point: StoredPoint = {
  id: 1,
  payload: { price: 10, tags: ['a'], none: null, empty: [] },
  vectors: new Map([['dense', [1, 0]]]),
  version: 0,
};
const matches = (filter: Filter | undefined) => matchesFilter(point, filter, () => false);
const yes: Condition = { has_id: [1] };
const no: Condition = { has_id: [2] };

describe('clauses', () => {
  test.each<[Filter | undefined, boolean]>([
    [undefined, true],
    [{}, true],
    [{ must: [] }, true],
    [{ should: [] }, true],
    [{ must: [yes, yes] }, true],
    [{ must: [yes, no] }, false],
    [{ should: [no, yes] }, true],
    [{ should: [no] }, false],
    [{ must_not: [no] }, true],
    [{ must_not: [no, yes] }, false],
    [{ must: yes, should: yes, must_not: no }, true],
    [{ must: yes, should: no }, false],
    [{ min_should: { conditions: [yes, no, yes], min_count: 2 } }, true],
    [{ min_should: { conditions: [yes, no, no], min_count: 2 } }, false],
    [{ must: [{ must_not: [{ should: [no] }] }] }, true],
  ])('%j', (filter, expected) => {
    expect(matches(filter)).toBe(expected);
  });
});

describe('conditions', () => {
  test.each<[Condition, boolean]>([
    [{ key: 'price', range: { gte: 10, lte: 10 } }, true],
    [{ key: 'price', range: { gt: 10 } }, false],
    [{ key: 'price', range: { lt: 10 } }, false],
    [{ key: 'price', range: {} }, true],
    [{ key: 'tags', range: { gt: 0 } }, false],
    [{ key: 'missing', range: {} }, false],
    [{ key: 'price' }, false],
    [{ key: 'missing', is_empty: true }, true],
    [{ key: 'empty', is_empty: true }, true],
    [{ key: 'none', is_empty: true }, true],
    [{ key: 'price', is_empty: true }, false],
    [{ key: 'price', is_empty: false }, true],
    [{ key: 'none', is_null: true }, true],
    [{ key: 'missing', is_null: true }, false],
    [{ is_empty: { key: 'empty' } }, true],
    [{ is_null: { key: 'none' } }, true],
    [{ has_vector: 'dense' }, true],
    [{ has_vector: 'bm25' }, false],
  ])('%j', (condition, expected) => {
    expect(matches({ must: [condition] })).toBe(expected);
  });
});

test('two filters together let through what both let through', () => {
  const [first, second]: Filter[] = [{ should: [yes] }, { should: [no] }];
  expect(matches(bothFilters(first, undefined))).toBe(true);
  expect(matches(bothFilters(undefined, second))).toBe(false);
  expect(matches(bothFilters(first, second))).toBe(false);
  expect(bothFilters(undefined, null)).toBeUndefined();
});
