import { beforeAll, describe, expect, it } from 'vitest';
import { json2Result } from './raw-json2.ts';
import { executeKw } from './raw-xml-rpc.ts';
import type { SuiteContext } from './target.ts';

interface Product {
  id: number;
  name: string;
  default_code: string | false;
  list_price: number;
  categ_id: [number, string] | false;
  qty_available: number;
}

const fields = ['name', 'default_code', 'list_price', 'categ_id', 'qty_available'];

/** Domains, order and paging, checked against what a full read of the catalogue says. */
export function searchSuite({ target }: SuiteContext): void {
  describe('search in the catalogue', () => {
    let all: Product[] = [];
    let sample: Product;
    beforeAll(async () => {
      all = await json2Result<Product[]>(target, 'product.product/search_read', {
        domain: [],
        fields,
        order: 'id',
      });
      const found = all.find((product) => product.default_code && product.categ_id && product.list_price > 1);
      if (!found) throw new Error('the catalogue has no product with a code, a category and a price');
      sample = found;
    });

    const ids = (domain: unknown, rest: Record<string, unknown> = {}) =>
      json2Result<number[]>(target, 'product.product/search', { domain, order: 'id', ...rest });
    const expected = (fits: (product: Product) => boolean) => all.filter(fits).map((product) => product.id);
    const word = () => sample.name.split(' ')[0] ?? '';
    const contains = (product: Product) => product.name.toLowerCase().includes(word().toLowerCase());

    it('compares text, exactly or in part, with or without case', async () => {
      expect(await ids([['name', '=', sample.name]])).toEqual(expected(({ name }) => name === sample.name));
      expect(await ids([['name', 'ilike', word().toUpperCase()]])).toEqual(expected(contains));
      expect(await ids([['name', 'not ilike', word()]])).toEqual(expected((product) => !contains(product)));
      expect(await ids([['name', 'like', word()]])).toEqual(expected(({ name }) => name.includes(word())));
      expect(await ids([['name', '=ilike', `${word().toUpperCase()}%`]])).toEqual(
        expected(({ name }) => name.toLowerCase().startsWith(word().toLowerCase())),
      );
      expect(await ids([['name', 'ilike', '']])).toHaveLength(all.length);
    });

    it('takes false for what is not set', async () => {
      const without = expected((product) => product.default_code === false);
      expect(await ids([['default_code', '=', false]])).toEqual(without);
      expect(await ids([['default_code', '!=', false]])).toHaveLength(all.length - without.length);
      expect(await ids([['default_code', 'in', [false, sample.default_code]]])).toEqual(
        expected((product) => !product.default_code || product.default_code === sample.default_code),
      );
      expect(await ids([['default_code', '=?', false]])).toHaveLength(all.length);
    });

    it('compares numbers', async () => {
      const price = sample.list_price;
      expect(await ids([['list_price', '>', price]])).toEqual(
        expected((product) => product.list_price > price),
      );
      expect(await ids([['list_price', '<=', price]])).toEqual(
        expected((product) => product.list_price <= price),
      );
      expect(await ids([['id', 'in', [sample.id]]])).toEqual([sample.id]);
      expect(await ids([['id', 'in', []]])).toEqual([]);
      expect(await ids([['id', 'not in', [sample.id]]])).toHaveLength(all.length - 1);
    });

    it('searches by stock, which is worked out', async () => {
      expect(await ids([['qty_available', '>', 0]])).toEqual(
        expected((product) => product.qty_available > 0),
      );
    });

    it('joins conditions in prefix notation', async () => {
      const cheap = ['list_price', '<', sample.list_price];
      const named = ['name', 'ilike', word()];
      const isCheap = (product: Product) => product.list_price < sample.list_price;
      expect(await ids([cheap, named])).toEqual(expected((product) => isCheap(product) && contains(product)));
      expect(await ids(['|', cheap, named])).toEqual(
        expected((product) => isCheap(product) || contains(product)),
      );
      expect(await ids(['!', cheap])).toEqual(expected((product) => !isCheap(product)));
      expect(await ids(['&', '!', cheap, named])).toEqual(
        expected((product) => !isCheap(product) && contains(product)),
      );
      expect(await ids([[1, '=', 1]])).toHaveLength(all.length);
      expect(await ids([[0, '=', 1]])).toEqual([]);
    });

    it('goes through many2one by id, by name, by path, by sub-domain and down the tree', async () => {
      const [category, path] = sample.categ_id || [0, ''];
      const name = path.split(' / ').at(-1) ?? '';
      const within = expected((product) => product.categ_id !== false && product.categ_id[0] === category);
      expect(await ids([['categ_id', '=', category]])).toEqual(within);
      expect(await ids([['categ_id', '=', path]])).toEqual(within);
      expect(
        await ids([
          ['categ_id.name', '=', name],
          ['categ_id', '=', category],
        ]),
      ).toEqual(within);
      expect(await ids([['categ_id', 'any', [['id', '=', category]]]])).toEqual(within);
      expect(await ids([['categ_id', 'not any', [['id', '=', category]]]])).toHaveLength(
        all.length - within.length,
      );
      const root = path.split(' / ')[0] ?? '';
      const [top] = await json2Result<number[]>(target, 'product.category/search', {
        domain: [['complete_name', '=', root]],
      });
      expect(await ids([['categ_id', 'child_of', top]])).toEqual(
        expected(
          (product) => product.categ_id !== false && `${product.categ_id[1]} / `.startsWith(`${root} / `),
        ),
      );
    });

    it('pages without overlap when the order is total', async () => {
      const first = await ids([], { limit: 3, order: 'list_price desc, id' });
      const second = await ids([], { limit: 3, offset: 3, order: 'list_price desc, id' });
      const byPrice = all.toSorted((one, other) => other.list_price - one.list_price || one.id - other.id);
      expect([...first, ...second]).toEqual(byPrice.slice(0, 6).map((product) => product.id));
    });

    it('counts, up to a limit', async () => {
      const count = (named: Record<string, unknown>) =>
        json2Result<number>(target, 'product.product/search_count', named);
      expect(await count({ domain: [] })).toBe(all.length);
      expect(await count({ domain: [], limit: 2 })).toBe(2);
    });

    it('finds names by code, whatever the case', async () => {
      const code = String(sample.default_code);
      const found = await json2Result<[number, string][]>(target, 'product.product/name_search', {
        name: code.toLowerCase(),
        limit: 5,
      });
      expect(found.map(([id]) => id)).toContain(sample.id);
      expect(found.find(([id]) => id === sample.id)?.[1]).toMatch(`[${code}] `);
    });

    it('answers the same over XML-RPC', async () => {
      const overXml = await executeKw(target, 'product.product', 'search_read', [[['id', '=', sample.id]]], {
        fields,
      });
      expect(overXml.result).toEqual([sample]);
    });
  });

  describe('fields_get', () => {
    it('describes the fields that are asked for, with the attributes that are asked for', async () => {
      const described = await json2Result(target, 'sale.order/fields_get', {
        allfields: ['partner_id', 'amount_total', 'order_line', 'state', 'no_such_field'],
        attributes: [
          'type',
          'relation',
          'relation_field',
          'required',
          'readonly',
          'store',
          'searchable',
          'sortable',
        ],
      });
      const common = { searchable: true, store: true };
      expect(described).toEqual({
        partner_id: {
          ...common,
          type: 'many2one',
          relation: 'res.partner',
          required: true,
          readonly: false,
          sortable: true,
        },
        amount_total: { ...common, type: 'monetary', required: false, readonly: true, sortable: true },
        order_line: {
          ...common,
          type: 'one2many',
          relation: 'sale.order.line',
          relation_field: 'order_id',
          required: false,
          readonly: false,
          sortable: false,
        },
        state: { ...common, type: 'selection', required: false, readonly: true, sortable: true },
      });
    });

    it('names the fields of Odoo 19', async () => {
      const of = async (model: string, allfields: string[]) =>
        Object.keys(
          await json2Result<object>(target, `${model}/fields_get`, { allfields, attributes: ['type'] }),
        ).sort();
      expect(await of('sale.order.line', ['product_uom_id', 'product_uom', 'tax_ids', 'tax_id'])).toEqual([
        'product_uom_id',
        'tax_ids',
      ]);
      expect(await of('res.partner', ['phone', 'mobile'])).toEqual(['phone']);
      expect(await of('res.users', ['group_ids', 'groups_id'])).toEqual(['group_ids']);
    });

    it('tells the models and the installed modules as records', async () => {
      const models = { domain: [['model', 'in', ['sale.order', 'no.model']]], fields: ['model', 'name'] };
      expect(await json2Result(target, 'ir.model/search_read', models)).toEqual([
        { id: expect.any(Number), model: 'sale.order', name: 'Sales Order' },
      ]);
      const modules = {
        domain: [
          ['name', 'in', ['stock', 'sale']],
          ['state', '=', 'installed'],
        ],
      };
      expect(await json2Result(target, 'ir.module.module/search_count', modules)).toBe(2);
    });
  });
}
