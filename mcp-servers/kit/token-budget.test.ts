import { describe, expect, test } from 'vitest';
import { firstWithin, tokensOf } from './token-budget.ts';

/** 99 characters as JSON; 100 with its comma. */
const item = { text: 'x'.repeat(88) };

describe('firstWithin', () => {
  test.each([
    [200, 5],
    [167, 5],
    [166, 4],
    [67, 2],
    [34, 1],
  ])('of five items of 100 characters %i tokens hold %i', (tokens, count) => {
    expect(firstWithin(Array(5).fill(item), tokens)).toHaveLength(count);
  });

  test('gives one at least, so that pages go on', () => {
    expect(firstWithin([item, item], 1)).toEqual([item]);
    expect(firstWithin([], 1)).toEqual([]);
  });

  test('gives a list of its own', () => {
    const items = [item];
    expect(firstWithin(items, 100)).not.toBe(items);
  });
});

describe('tokensOf', () => {
  test('counts what a model reads', () => {
    expect(tokensOf(item)).toBe(33);
    expect(tokensOf('')).toBe(1);
    expect(tokensOf(undefined)).toBe(0);
  });
});
