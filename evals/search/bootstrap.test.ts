import { expect, test } from 'vitest';
import { estimateMean } from './bootstrap.ts';

const half = Array.from({ length: 100 }, (_, index) => index % 2);

test('values that are all the same leave no doubt', () => {
  expect(estimateMean([1, 1, 1])).toEqual({ mean: 1, low: 1, high: 1 });
});

test('the interval holds the mean, and is that of the normal approximation', () => {
  const { mean, low, high } = estimateMean(half);
  expect(mean).toBe(0.5);
  expect(low).toBeGreaterThan(0.5 - 0.12);
  expect(low).toBeLessThan(0.5 - 0.08);
  expect(high).toBeGreaterThan(0.5 + 0.08);
  expect(high).toBeLessThan(0.5 + 0.12);
});

test('fewer values mean more doubt', () => {
  const width = (values: number[]) => estimateMean(values).high - estimateMean(values).low;
  expect(width(half.slice(0, 10))).toBeGreaterThan(width(half) * 2);
});

test('is the same every time', () => {
  expect(estimateMean(half)).toEqual(estimateMean(half));
});

test('of nothing is nothing', () => {
  expect(estimateMean([])).toEqual({ mean: 0, low: 0, high: 0 });
});
