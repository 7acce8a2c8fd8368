import { describe, expect, test } from 'vitest';
import type { ProductRecord } from './product-record.ts';
import { stockOf } from './stock-of.ts';

const product = (values: Partial<ProductRecord>): ProductRecord => ({
  id: 1,
  default_code: null,
  barcode: null,
  display_name: 'Mesa',
  lst_price: 100,
  currency_id: [6, 'BRL'],
  categ_id: null,
  type: 'consu',
  ...values,
});

describe('stockOf', () => {
  test.each([
    ['goods that are counted (18 on)', { type: 'consu', is_storable: true, free_qty: 7 }, 7, undefined],
    ['goods that are counted (until 17)', { type: 'product', free_qty: 0 }, 0, undefined],
    [
      'goods that are not counted (18 on)',
      { type: 'consu', is_storable: false, free_qty: 0 },
      null,
      'not counted',
    ],
    ['goods that are not counted (until 17)', { type: 'consu', free_qty: 0 }, null, 'not counted'],
    ['a service', { type: 'service', free_qty: 0 }, null, 'service'],
    ['an Odoo without stock', { type: 'consu' }, null, 'keeps no stock'],
  ])('%s', (_name, values, quantity, note) => {
    const stock = stockOf(product(values));
    expect(stock.free_quantity).toBe(quantity);
    if (note) expect(stock.available_note).toContain(note);
    else expect(stock).not.toHaveProperty('available_note');
  });
});
