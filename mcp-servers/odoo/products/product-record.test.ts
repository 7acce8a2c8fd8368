import { describe, expect, test } from 'vitest';
import type { Odoo } from '#adapters/odoo/port.ts';
import { productFieldsOf, productName, productRecord } from './product-record.ts';

const record = {
  id: 1,
  default_code: 'M-1',
  barcode: false,
  display_name: '[M-1] Mesa (Branco)',
  lst_price: 100,
  currency_id: [6, 'BRL'],
  categ_id: false,
  type: 'consu',
};

describe('a product', () => {
  test('shows its name with the variant and without the code', () => {
    expect(productName(productRecord.parse(record))).toBe('Mesa (Branco)');
  });

  test.each([
    [{ default_code: false, display_name: 'Mesa' }, 'Mesa'],
    [{ default_code: 'A', display_name: '[B] Mesa' }, '[B] Mesa'],
    [{ default_code: 'A', display_name: 'Mesa' }, 'Mesa'],
  ])('keeps a name without this code: %j', (values, name) => {
    expect(productName(productRecord.parse({ ...record, ...values }))).toBe(name);
  });

  test('is read with the fields that this Odoo has', async () => {
    const fieldsGet: Odoo['fieldsGet'] = async () => ({ free_qty: { type: 'float' } });
    const fields = await productFieldsOf({ fieldsGet }, {});
    expect(fields).toContain('free_qty');
    expect(fields).not.toContain('is_storable');
  });
});
