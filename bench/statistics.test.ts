import { expect, test } from 'vitest';
import { median, quantile, rounded } from './statistics.ts';

test('quantiles of samples in any order, which are left as they are', () => {
  const samples = [5, 1, 4, 2, 3];
  expect(median(samples)).toBe(3);
  expect(quantile(samples, 0)).toBe(1);
  expect(quantile(samples, 0.95)).toBe(5);
  expect(quantile(samples, 1)).toBe(5);
  expect(samples).toEqual([5, 1, 4, 2, 3]);
  expect(median([])).toBeNaN();
});

test.each([
  [1.23456, 1.23],
  [0.000123456, 0.000123],
  [1234.5, 1230],
  [0, 0],
])('%d is told as %d', (value, told) => {
  expect(rounded(value)).toBe(told);
});
