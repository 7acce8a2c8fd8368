import { describe, expect, test } from 'vitest';
import { checkOrder } from './check-order.ts';

const fields = {
  id: { type: 'integer' },
  name: { type: 'char' },
  date_order: { type: 'datetime' },
  access_token: {},
};
const check = (order: string | undefined) => checkOrder(order, fields, 'sale.order');

describe('checkOrder', () => {
  test.each([
    [undefined, 'id'],
    ['', 'id'],
    ['name', 'name, id'],
    ['date_order desc,name ASC', 'date_order desc, name ASC, id'],
    ['id desc', 'id desc'],
  ])('%s becomes "%s"', (order, checked) => {
    expect(check(order)).toBe(checked);
  });

  test.each([
    ['nmae', 'no field nmae. Did you mean name?'],
    ['name descending', '"name descending" is not a field with asc or desc'],
    ['name; drop table', 'is not a field'],
    ['name,', '"" is not a field'],
    ['access_token', 'not open to tools'],
    ['name,name,name,name,name,name', 'more than 5 fields'],
  ])('%s is refused', (order, reason) => {
    expect(() => check(order)).toThrow(reason);
  });
});
