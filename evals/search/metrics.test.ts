import { describe, expect, test } from 'vitest';
import { scoreRanking } from './metrics.ts';

const wanted = (...ids: string[]) => new Set(ids);

describe('recall of the first five', () => {
  test.each([
    [['a', 'b'], wanted('a', 'b'), 1],
    [['a', 'x'], wanted('a', 'b'), 0.5],
    [['x', 'y', 'z', 'u', 'v', 'a'], wanted('a'), 0],
    [['a', 'b', 'c', 'd', 'e'], wanted('a', 'b', 'c', 'd', 'e', 'f', 'g'), 1],
    [[], wanted('a'), 0],
  ])('%j', (ranking, relevant, recall) => {
    expect(scoreRanking(ranking, relevant).recallAt5).toBe(recall);
  });
});

test.each([
  [['a'], 1],
  [['x', 'a'], 1 / 2],
  [['x', 'y', 'z', 'a'], 1 / 4],
  [[...'bcdefghijk', 'a'], 0],
])('the reciprocal rank of %j', (ranking, expected) => {
  expect(scoreRanking(ranking, wanted('a')).reciprocalRank).toBe(expected);
});

describe('the discounted gain of the first ten', () => {
  test('is 1 for the best order, whatever the number of wanted documents', () => {
    expect(scoreRanking(['a', 'b', 'x'], wanted('a', 'b')).ndcgAt10).toBe(1);
    const twelve = [...'abcdefghijkl'];
    expect(scoreRanking(twelve, new Set(twelve)).ndcgAt10).toBe(1);
  });

  test('falls with each place', () => {
    expect(scoreRanking(['x', 'a'], wanted('a')).ndcgAt10).toBeCloseTo(1 / Math.log2(3), 12);
    expect(scoreRanking(['a', 'x', 'b'], wanted('a', 'b')).ndcgAt10).toBeCloseTo(
      (1 + 0.5) / (1 + 1 / Math.log2(3)),
      12,
    );
  });
});

test('a query without an answer is right without hits, and wrong with any', () => {
  expect(scoreRanking([], wanted())).toEqual({ recallAt5: 1, reciprocalRank: 1, ndcgAt10: 1 });
  expect(scoreRanking(['x'], wanted())).toEqual({ recallAt5: 0, reciprocalRank: 0, ndcgAt10: 0 });
});
