import { expect, test } from 'vitest';
import { refuseOverview } from './own-customer.ts';

const operator = { subject: 'ana', tenant: 'casa', scopes: ['*'] };

test('a caller who acts for nobody may look at all customers', () => {
  expect(() => refuseOverview(operator)).not.toThrow();
});

test.each([
  ['a customer', { customer: { contact: 9 } }],
  ['a customer who is not known yet', { customer: {} }],
  ['a conversation', { conversation: { account: 1, id: 12 } }],
])('one who acts for %s may not', (_name, bound) => {
  expect(() => refuseOverview({ ...operator, ...bound })).toThrow(/may not look at others/);
});
