import { describe, expect, test } from 'vitest';
import { firstWithin, lastWithin, tokensOf } from './token-budget.ts';

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

describe('lastWithin', () => {
  const items = ['a', 'b', 'c'].map((letter) => letter.repeat(97)); // 100 characters each, with quotes and comma

  test('gives the newest, in their order', () => {
    expect(lastWithin(items, 67)).toEqual(items.slice(1));
    expect(lastWithin(items, 1_000)).toEqual(items);
    expect(items).toHaveLength(3);
  });

  test('gives one at least', () => {
    expect(lastWithin(items, 1)).toEqual(items.slice(2));
    expect(lastWithin([], 1)).toEqual([]);
  });
});
