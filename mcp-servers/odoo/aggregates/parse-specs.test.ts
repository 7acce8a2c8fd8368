import { describe, expect, test } from 'vitest';
import { parseAggregate, parseGroupBy, parseGroupOrder } from './parse-specs.ts';

const fields = {
  state: { type: 'selection', store: true },
  partner_id: { type: 'many2one', store: true },
  date_order: { type: 'datetime', store: true },
  amount_total: { type: 'monetary', store: true },
  note: { type: 'html', store: true },
  margin: { type: 'float', store: false },
  access_token: { type: 'char', store: true },
};
const group = (text: string) => parseGroupBy(text, fields, 'sale.order');
const aggregate = (text: string) => parseAggregate(text, fields, 'sale.order');

describe('parseGroupBy', () => {
  test.each([
    ['state', 'state', undefined],
    ['partner_id', 'partner_id', undefined],
    ['date_order', 'date_order:month', 'month'],
    ['date_order:week', 'date_order:week', 'week'],
  ])('%s is %s', (text, spec, period) => {
    expect(group(text)).toEqual({ spec, period });
  });

  test.each([
    ['stat', 'no field stat. Did you mean state?'],
    ['state:month', '"state:month" is no group'],
    ['date_order:century', '"date_order:century" is no group'],
    ['note', 'of the type html'],
    ['margin', 'is computed'],
    ['access_token', 'not open to tools'],
  ])('%s is refused', (text, reason) => {
    expect(() => group(text)).toThrow(reason);
  });
});

describe('parseAggregate', () => {
  test.each([
    ['amount_total', 'amount_total:sum'],
    ['amount_total:avg', 'amount_total:avg'],
    ['date_order:max', 'date_order:max'],
    ['partner_id:count_distinct', 'partner_id:count_distinct'],
  ])('%s is %s', (text, spec) => {
    expect(aggregate(text).spec).toBe(spec);
  });

  test.each(['amount_total:median', 'state:sum', 'margin:sum', 'amount_total:sum(x)', 'nothing'])(
    '%s is refused',
    (text) => {
      expect(() => aggregate(text)).toThrow();
    },
  );
});

describe('parseGroupOrder', () => {
  const groups = [group('date_order:month')];
  const order = (text: string) => parseGroupOrder(text, groups, [aggregate('amount_total')]);

  test('takes what groups are made by and what is told of them', () => {
    expect(order('amount_total:sum DESC, date_order:month, __count asc')).toEqual([
      { spec: 'amount_total:sum', direction: 'desc' },
      { spec: 'date_order:month', direction: 'asc' },
      { spec: '__count', direction: 'asc' },
    ]);
  });

  test.each(['amount_total', 'name desc', 'amount_total:sum sideways', ''])('"%s" is refused', (text) => {
    expect(() => order(text)).toThrow(
      expect.objectContaining({ fix: 'Order by date_order:month, amount_total:sum, __count.' }),
    );
  });
});
