import { expect, test } from 'vitest';
import { makeCollection } from '../testing/make-collection.ts';
import { fuseRanks } from './fuse-ranks.ts';

const { points } = makeCollection([1, 2, 3, 4, 5].map((id) => ({ id })));

/** A source that ranks these points; its scores do not matter. */
function source(...ids: number[]) {
  return ids.flatMap((id) => {
    const point = points.get(id);
    return point ? [{ point, score: Math.random() }] : [];
  });
}

const fused = (...args: Parameters<typeof fuseRanks>) =>
  fuseRanks(...args).map(({ point, score }) => [point.id, Number(score.toFixed(7))]);

test("gives the scores of Qdrant's own test", () => {
  expect(fused([source(2, 1), source(1, 2, 3), source(5, 3, 1)])).toEqual([
    [1, 1.0833333],
    [2, 0.8333333],
    [3, 0.5833333],
    [5, 0.5],
  ]);
});

test('k is 2 unless it is given', () => {
  expect(fused([source(4)])).toEqual([[4, 0.5]]);
  expect(fused([source(4)], { k: 60 })).toEqual([[4, Number((1 / 60).toFixed(7))]]);
});

test('a weight stretches or compresses the ranks of its source', () => {
  const [third] = fused([source(1, 2, 3)], { k: 2, weights: [3] }).slice(2);
  expect(third).toEqual([3, 0.5]);
});

test('a source without weight counts nothing', () => {
  expect(fused([source(1), source(2)], { weights: [1, 0] })).toEqual([
    [1, 0.5],
    [2, 0],
  ]);
});

test('equal scores come in the order of their ids', () => {
  expect(fused([source(5), source(3), source(4)]).map(([id]) => id)).toEqual([3, 4, 5]);
});

test('nothing fused is nothing', () => {
  expect(fused([])).toEqual([]);
  expect(fused([[], []])).toEqual([]);
});

test('a weight for each source or none at all', () => {
  expect(() => fuseRanks([source(1), source(2)], { weights: [1] })).toThrow(
    'RRF weights length (1) does not match number of prefetches (2)',
  );
});
