import { expect, test } from 'vitest';
import { emptyReport } from '../state.ts';
import { runtime, scriptedTools, syncState } from '../testing/scripted-tools.ts';
import { readPage } from './read-page.ts';

const product = (id: number, more: object = {}) => ({
  id,
  active: true,
  sale_ok: true,
  type: 'consu',
  display_name: `Vaso ${id}`,
  default_code: null,
  barcode: null,
  lst_price: 10,
  categ_id: null,
  description_sale: null,
  ...more,
});

const page = (records: object[], has_more = false) =>
  scriptedTools({ odoo_search_records: () => ({ records, has_more }) });
const read = (tools: ReturnType<typeof page>, state: Parameters<typeof syncState>[0] = {}) =>
  readPage(tools.dependencies)(syncState(state), runtime);

test('the first page of everything that is for sale, by number', async () => {
  const tools = page([product(3), product(8)], true);
  expect(await read(tools)).toMatchObject({
    page: [{ id: '3', title: 'Vaso 3' }, { id: '8' }],
    after: 8,
    more: true,
    report: { ...emptyReport, read: 2 },
  });
  expect(tools.argsOf('odoo_search_records')).toMatchObject([
    {
      model: 'product.product',
      domain: [
        ['sale_ok', '=', true],
        ['id', '>', 0],
      ],
      order: 'id',
      limit: 100,
    },
  ]);
});

test('the next page goes on behind the last product', async () => {
  const tools = page([]);
  expect(await read(tools, { after: 8, report: { ...emptyReport, read: 2 } })).toMatchObject({
    after: 8,
    more: false,
    report: { read: 2 },
  });
  expect(tools.argsOf('odoo_search_records')[0]?.domain).toContainEqual(['id', '>', 8]);
});

test('what is no longer for sale is read and not copied', async () => {
  const tools = page([product(1, { active: false }), product(2, { sale_ok: false }), product(3)]);
  expect(await read(tools)).toMatchObject({ page: [{ id: '3' }], after: 3, report: { read: 3 } });
});

test('changes are looked for wherever a product has them, archived ones too', async () => {
  const tools = page([]);
  const since = '2026-05-01 10:00:00';
  await read(tools, { since, optional_fields: ['free_qty', 'stock_quant_ids', 'brand_id'] });
  const changed = (place: string) => [place, '>=', since];
  expect(tools.argsOf('odoo_search_records')[0]?.domain).toEqual([
    ['active', 'in', [true, false]],
    '|',
    '|',
    '|',
    '|',
    changed('write_date'),
    changed('product_tmpl_id.write_date'),
    changed('categ_id.write_date'),
    changed('stock_quant_ids.write_date'),
    changed('brand_id.write_date'),
    ['id', '>', 0],
  ]);
});

test('stock and brand come along where Odoo has them', async () => {
  const tools = page([product(1, { is_storable: true, free_qty: 0, product_brand_id: [2, 'Vulcano'] })]);
  const state = { optional_fields: ['is_storable', 'free_qty', 'product_brand_id'] as never };
  expect(await read(tools, state)).toMatchObject({ page: [{ in_stock: false, brand: 'Vulcano' }] });
  expect(tools.argsOf('odoo_search_records')[0]?.fields).toEqual(
    expect.arrayContaining(['is_storable', 'free_qty', 'product_brand_id']),
  );
});
