import { describe, expect, test } from 'vitest';
import { lastWithinBudget, withinBudget } from './within-budget.ts';

const items = ['a'.repeat(68), 'b'.repeat(68), 'c'.repeat(68)]; // 71 characters each, with quotes and comma

describe('a budget of tokens', () => {
  test('keeps all that fits', () => {
    expect(withinBudget(items, 100)).toEqual(items);
    expect(withinBudget([], 1)).toEqual([]);
  });

  test('cuts at the first item that does not fit', () => {
    expect(withinBudget(items, 50)).toEqual(items.slice(0, 2));
  });

  test('keeps one, however large', () => {
    expect(withinBudget(items, 1)).toEqual(items.slice(0, 1));
    expect(lastWithinBudget(items, 1)).toEqual(items.slice(2));
  });

  test('from the end, the order stays', () => {
    expect(lastWithinBudget(items, 50)).toEqual(items.slice(1));
  });

  test('the items are not changed', () => {
    const before = [...items];
    lastWithinBudget(items, 1);
    expect(items).toEqual(before);
  });
});
