import { describe, expect, test } from 'vitest';
import type { SparseVector } from '../schemas/point.ts';
import { makeCollection } from '../testing/make-collection.ts';
import { type NearestQuery, nearestPoints } from './nearest.ts';

const sparse = (...pairs: [dimension: number, weight: number][]): SparseVector => ({
  indices: pairs.map(([dimension]) => dimension),
  values: pairs.map(([, weight]) => weight),
});

const collection = makeCollection([
  { id: 1, payload: { tenant: 'a' }, vector: { dense: [2, 0], raw: [2, 0], bm25: sparse([1, 1], [2, 2]) } },
  { id: 2, payload: { tenant: 'a' }, vector: { dense: [0, 5], raw: [0, 5], bm25: sparse([1, 3]) } },
  { id: 3, payload: { tenant: 'b' }, vector: { dense: [1, 1], plain: sparse([1, 1]) } },
  { id: 4, payload: { tenant: 'b' } },
]);
const everything = new Set(collection.points.values());

function search(input: NearestQuery['input'], using: string, more: Partial<NearestQuery> = {}) {
  const query = { input, using, candidates: everything, corpus: undefined, ...more };
  return nearestPoints(collection, query).map(({ point, score }) => [point.id, Number(score.toFixed(6))]);
}

describe('dense', () => {
  test('cosine does not look at lengths, dot product does', () => {
    expect(search([10, 0], 'dense')).toEqual([
      [1, 1],
      [3, Number(Math.SQRT1_2.toFixed(6))],
      [2, 0],
    ]);
    expect(search([1, 1], 'raw')).toEqual([
      [2, 5],
      [1, 2],
    ]);
  });

  test('only candidates are found', () => {
    const candidates = new Set([...everything].filter(({ id }) => id !== 1));
    expect(search([1, 0], 'dense', { candidates }).map(([id]) => id)).toEqual([3, 2]);
  });

  test('by the vector of a point, without the point', () => {
    expect(search(1, 'dense').map(([id]) => id)).toEqual([3, 2]);
    expect(() => search(99, 'dense')).toThrow('No point with id 99');
    expect(() => search(4, 'dense')).toThrow('Not existing vector name error: dense');
  });
});

describe('sparse', () => {
  test('without the modifier it is the dot product alone', () => {
    expect(search(sparse([1, 4], [9, 9]), 'plain')).toEqual([[3, 4]]);
  });

  test('a rare dimension weighs more than a common one', () => {
    const rare = Number((2 * Math.log((2 - 1 + 0.5) / (1 + 0.5) + 1)).toFixed(6));
    expect(search(sparse([2, 1]), 'bm25')).toEqual([[1, rare]]);
    const common = Math.log((2 - 2 + 0.5) / (2 + 0.5) + 1);
    expect(search(sparse([1, 1]), 'bm25')[0]).toEqual([2, Number((3 * common).toFixed(6))]);
  });

  test('a corpus changes the weights', () => {
    const corpus = { must: [{ key: 'tenant', match: { value: 'b' } }] };
    const [[, global] = []] = search(sparse([1, 1]), 'bm25');
    const [[, foreign] = []] = search(sparse([1, 1]), 'bm25', { corpus });
    expect(foreign).not.toBe(global);
    expect(foreign).toBeCloseTo(3 * Math.log(0.5 / 0.5 + 1), 5);
  });

  test('nothing in common is no result', () => {
    expect(search(sparse([77, 1]), 'bm25')).toEqual([]);
    expect(search(sparse(), 'bm25')).toEqual([]);
  });
});

test('an unknown vector is refused', () => {
  expect(() => search([1, 0], 'other')).toThrow('Not existing vector name error: other');
});
