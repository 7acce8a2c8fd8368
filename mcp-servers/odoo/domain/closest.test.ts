import { describe, expect, test } from 'vitest';
import { closest, didYouMean } from './closest.ts';

const fields = ['name', 'email', 'phone', 'partner_id', 'partner_invoice_id', 'date_order', 'amount_total'];

describe('closest', () => {
  test.each([
    ['nam', 'name'],
    ['emial', 'email'],
    ['parner_id', 'partner_id'],
    ['order_date', undefined],
    ['amount_totals', 'amount_total'],
    ['partner', 'partner_id'],
    ['zzz', undefined],
  ])('%s → %s', (name, expected) => {
    expect(closest(name, fields)[0]).toBe(expected);
  });

  test('knows a model by its last part', () => {
    expect(closest('partner', ['res.partner', 'res.partner.bank', 'sale.order'])).toEqual(['res.partner']);
  });

  test('gives no more than asked for, closest first', () => {
    expect(closest('partner_i', fields, 1)).toEqual(['partner_id']);
    expect(closest('partner', fields, 5)).toEqual(['partner_id', 'partner_invoice_id']);
  });
});

describe('didYouMean', () => {
  test('is a sentence, or nothing', () => {
    expect(didYouMean('nam', fields)).toBe(' Did you mean name?');
    expect(didYouMean('xyz', fields)).toBe('');
  });
});
