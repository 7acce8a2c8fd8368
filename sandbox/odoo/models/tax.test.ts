import { describe, expect, it } from 'vitest';
import { createRecord } from '../orm/create-record.ts';
import { createTestEnvironment } from '../testing/test-environment.ts';
import { roundCents, taxedAmount } from './tax.ts';

const environment = createTestEnvironment();
const tax = (amount: number, included = false) =>
  createRecord(environment, 'account.tax', { name: `${amount}%`, amount, price_include: included });

describe('taxedAmount', () => {
  it('is the amount itself without taxes', () => {
    expect(taxedAmount(99.9, [])).toEqual({ untaxed: 99.9, tax: 0, total: 99.9 });
  });

  it('puts a tax on top', () => {
    expect(taxedAmount(100, [tax(5)])).toEqual({ untaxed: 100, tax: 5, total: 105 });
  });

  it('finds a tax that is within', () => {
    expect(taxedAmount(118, [tax(18, true)])).toEqual({ untaxed: 100, tax: 18, total: 118 });
  });

  it('adds taxes up', () => {
    expect(taxedAmount(118, [tax(18, true), tax(5)])).toEqual({ untaxed: 100, tax: 23, total: 123 });
  });

  it('rounds to cents', () => {
    expect(taxedAmount(0.1 * 3, [tax(5)])).toEqual({ untaxed: 0.3, tax: 0.02, total: 0.32 });
  });
});

it.each([
  [1.005, 1.01],
  [2.675, 2.68],
  [-1.005, -1.01],
  [10, 10],
  [0.1 + 0.2, 0.3],
])('rounds %d to %d', (amount, cents) => {
  expect(roundCents(amount)).toBe(cents);
});
