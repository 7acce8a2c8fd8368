import { describe, expect, it } from 'vitest';
import { callMethod } from '../orm/call-method.ts';
import type { Values } from '../orm/value.ts';
import { createTestEnvironment } from '../testing/test-environment.ts';

const environment = createTestEnvironment();
const call = (model: string, method: string, named: Values, ids: number[] = []) =>
  callMethod(environment, model, method, ids, named);

describe('search_read', () => {
  it('answers fields of every type as Odoo shows them', () => {
    const domain = [['default_code', '=', 'FUR-650-127']];
    const fields = [
      'name',
      'lst_price',
      'categ_id',
      'taxes_id',
      'active',
      'is_storable',
      'barcode',
      'company_id',
    ];
    expect(call('product.product', 'search_read', { domain, fields })).toEqual([
      {
        id: expect.any(Number),
        name: 'Furadeira de impacto 650 W',
        lst_price: 289.9,
        categ_id: [expect.any(Number), 'Ferramentas / Ferramentas elétricas'],
        taxes_id: [1],
        active: true,
        is_storable: true,
        barcode: expect.stringMatching(/^789\d{10}$/),
        company_id: false,
      },
    ]);
  });

  it('answers every field when none is named', () => {
    const [user] = call('res.users', 'search_read', { domain: [['login', '=', 'admin']] }) as Values[];
    expect(user).toMatchObject({
      id: 2,
      login: 'admin',
      name: 'Administrador',
      company_id: [1, 'Casa & Obra'],
    });
  });

  it('knows load, and nothing that read does not know', () => {
    const named = { domain: [], fields: ['categ_id'], limit: 1, load: '' };
    expect(call('product.product', 'search_read', named)).toEqual([
      { id: expect.any(Number), categ_id: expect.any(Number) },
    ]);
    expect(() => call('product.product', 'search_read', { ...named, depth: 2 })).toThrow(
      "BaseModel._read_format() got an unexpected keyword argument 'depth'",
    );
  });

  it('goes through a text for fields letter by letter, like Python', () => {
    expect(() => call('res.partner', 'search_read', { fields: 'name' })).toThrow(
      "Invalid field 'n' on 'res.partner'",
    );
  });
});

describe('name_search', () => {
  it.each([
    [
      'furadeira',
      [
        '[FUR-650-127] Furadeira de impacto 650 W (127 V)',
        '[FUR-650-220] Furadeira de impacto 650 W (220 V)',
      ],
    ],
    ['fur-650-220', ['[FUR-650-220] Furadeira de impacto 650 W (220 V)']],
    ['nada disso', []],
  ])('finds %s', (name, names) => {
    const found = call('product.product', 'name_search', { name }) as [number, string][];
    expect(found.map(([, shown]) => shown)).toEqual(names);
  });

  it('takes a domain and a limit, and lists everything for an empty name', () => {
    expect(call('res.partner', 'name_search', { name: '', limit: 3 })).toHaveLength(3);
    const domain = [['is_company', '=', true]];
    expect(call('res.partner', 'name_search', { name: 'horizonte', domain })).toEqual([
      [expect.any(Number), 'Construtora Horizonte Ltda'],
    ]);
  });
});

describe('search_count', () => {
  it('counts up to its limit', () => {
    expect(call('product.product', 'search_count', { domain: [] })).toBeGreaterThan(90);
    expect(call('product.product', 'search_count', { domain: [], limit: 5 })).toBe(5);
  });
});

describe('fields_get', () => {
  it('says what kind of field each is', () => {
    const attributes = [
      'type',
      'relation',
      'selection',
      'store',
      'sortable',
      'searchable',
      'readonly',
      'translate',
    ];
    const allfields = ['state', 'order_line', 'amount_total', 'note', 'access_url', 'currency_id'];
    expect(call('sale.order', 'fields_get', { allfields, attributes })).toEqual({
      state: expect.objectContaining({
        type: 'selection',
        selection: expect.arrayContaining([['sale', 'Sales Order']]),
      }),
      order_line: expect.objectContaining({ type: 'one2many', relation: 'sale.order.line', sortable: false }),
      amount_total: { type: 'monetary', store: true, sortable: true, searchable: true, readonly: true },
      note: {
        type: 'html',
        store: true,
        sortable: true,
        searchable: true,
        readonly: false,
        translate: false,
      },
      access_url: expect.objectContaining({ type: 'char', store: false, sortable: false, readonly: true }),
      currency_id: expect.objectContaining({ relation: 'res.currency', store: true }),
    });
  });

  it('describes all fields with all attributes unless told otherwise', () => {
    const all = call('res.partner', 'fields_get', {}) as Record<string, Values>;
    expect(Object.keys(all)).toEqual(
      expect.arrayContaining(['id', 'display_name', 'write_date', 'name', 'vat']),
    );
    expect(all.name).toMatchObject({ type: 'char', string: 'Name', required: false, groupable: true });
  });
});
