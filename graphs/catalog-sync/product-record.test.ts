import { describe, expect, test } from 'vitest';
import { documentOf, fieldsToRead, type ProductRecord, productRecordSchema } from './product-record.ts';

const record = (more: Partial<ProductRecord> = {}): ProductRecord => ({
  id: 7,
  active: true,
  sale_ok: true,
  type: 'consu',
  display_name: '[FUR-750] Furadeira (220 V)',
  default_code: 'FUR-750',
  barcode: '7891234500017',
  lst_price: 289.9,
  categ_id: [3, 'Ferramentas / Elétricas'],
  description_sale: 'Com maleta.',
  ...more,
});

test('a product becomes a document, its code apart from its name', () => {
  expect(documentOf(record())).toEqual({
    id: '7',
    title: 'Furadeira (220 V)',
    text: 'Com maleta.',
    price: 289.9,
    sku: 'FUR-750',
    barcode: '7891234500017',
    category: 'Ferramentas / Elétricas',
  });
});

test('what is beyond the catalogue is cut, so that one product does not keep the others out', () => {
  const long = 'x'.repeat(200_000);
  const product = record({
    ...{ display_name: long, default_code: long, barcode: long, categ_id: [3, long], brand_id: [1, long] },
    ...{ description_sale: long, lst_price: -1 },
  });
  const lengths = Object.entries(documentOf(product)).map(([name, value]) => [name, `${value}`.length]);
  expect(Object.fromEntries(lengths)).toEqual({
    ...{ id: 1, title: 300, text: 100_000, price: 1, sku: 100, barcode: 100, category: 200, brand: 100 },
  });
  expect(documentOf(record({ display_name: '[FUR-750] ' })).title).toBe('7');
});

test('what Odoo leaves empty is left out', () => {
  const bare = { default_code: null, barcode: null, categ_id: null, description_sale: null };
  expect(documentOf(record({ ...bare, display_name: 'Frete' }))).toEqual({
    id: '7',
    title: 'Frete',
    text: '',
    price: 289.9,
  });
});

test.each<[Partial<ProductRecord>, string | undefined]>([
  [{ product_brand_id: [1, 'Vulcano'] }, 'Vulcano'],
  [{ brand_id: [1, 'Ferrobras'] }, 'Ferrobras'],
  [{ product_brand_id: null, brand_id: [1, 'Ferrobras'] }, 'Ferrobras'],
  [{ product_brand_id: null }, undefined],
])('the brand of %j is %s', (fields, brand) => {
  expect(documentOf(record(fields)).brand).toBe(brand);
});

describe('in stock', () => {
  test.each<[what: string, fields: Partial<ProductRecord>, expected: boolean | undefined]>([
    ['is not known without the stock module', {}, undefined],
    ['is what is free', { is_storable: true, free_qty: 2 }, true],
    ['is not what is reserved', { is_storable: true, free_qty: 0 }, false],
    ['is not what is promised beyond', { is_storable: true, free_qty: -1 }, false],
    ['is what nobody counts', { is_storable: false, free_qty: 0 }, true],
    ['is a service', { type: 'service', is_storable: false, free_qty: 0 }, true],
    ['is what is free, until 17', { type: 'product', free_qty: 3 }, true],
    ['is not what ran out, until 17', { type: 'product', free_qty: 0 }, false],
    ['is what nobody counts, until 17', { type: 'consu', free_qty: 0 }, true],
  ])('%s', (_what, fields, expected) => {
    expect(documentOf(record(fields)).in_stock).toBe(expected);
  });
});

test('only fields that this Odoo has are read, and the quants never: they are asked about, not copied', () => {
  expect(fieldsToRead([])).not.toContain('free_qty');
  const fields = fieldsToRead(['is_storable', 'free_qty', 'stock_quant_ids', 'product_brand_id']);
  expect(fields).toEqual(
    expect.arrayContaining(['is_storable', 'free_qty', 'product_brand_id', 'lst_price']),
  );
  expect(fields).not.toContain('stock_quant_ids');
});

test('a product of another form is refused', () => {
  expect(productRecordSchema.safeParse({ ...record(), lst_price: 'free' }).success).toBe(false);
});
