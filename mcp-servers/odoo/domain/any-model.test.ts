import { expect, test } from 'vitest';
import { idsArgument, modelArgument, pageOf, refuseForCustomers } from './any-model.ts';

test.each(['res.partner', 'x_own', 'sale.order.line', 'account.move2'])('%s is a model', (name) => {
  expect(modelArgument.parse(name)).toBe(name);
});

test.each(['', 'Res.Partner', 'res..partner', '.res', 'res.partner; drop', 'a'.repeat(101)])(
  '"%s" is none',
  (name) => {
    expect(modelArgument.safeParse(name).success).toBe(false);
  },
);

test('ids are counted once each, and bounded', () => {
  const ids = idsArgument(3);
  expect(ids.parse([3, 1, 3])).toEqual([3, 1]);
  for (const wrong of [[], [0], [1.5], [1, 2, 3, 4]]) expect(ids.safeParse(wrong).success).toBe(false);
});

test('a page says where the next one begins', () => {
  expect(pageOf(20, 10, 11)).toEqual({ has_more: true, next_offset: 30 });
  expect(pageOf(20, 10, 10)).toEqual({ has_more: false });
});

test('who acts for a customer is refused', () => {
  const staff = { subject: 'crew', tenant: 'main', scopes: ['*'] };
  expect(() => refuseForCustomers(staff, 'count_records')).not.toThrow();
  expect(() => refuseForCustomers({ ...staff, customer: { phone: '+55' } }, 'count_records')).toThrow(
    'count_records is not open',
  );
});
