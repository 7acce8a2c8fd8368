import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { describe, expect, it } from 'vitest';
import { type OdooRecord, recordsOf } from '../orm/record.ts';
import { search } from '../orm/search.ts';
import { createTestEnvironment } from '../testing/test-environment.ts';
import { customers } from './customer-data.ts';
import { barcodeOf, checkDigit } from './ean13.ts';
import { productByCode } from './seed-products.ts';

describe.each([17, 18, 19])('the shop in Odoo %i', (version) => {
  const environment = createTestEnvironment({}, version);
  const all = (model: string): OdooRecord[] => recordsOf(environment, model, environment.database.ids(model));

  it('sells enough, in enough kinds', () => {
    const categories = new Set(all('product.template').map((template) => template.value('categ_id')));
    expect(all('product.template').length).toBeGreaterThanOrEqual(60);
    expect(all('product.product').length).toBeGreaterThanOrEqual(90);
    expect(categories.size).toBeGreaterThanOrEqual(8);
  });

  it('tells its products apart by SKU and by barcode', () => {
    const goods = all('product.product').filter((product) => product.text('type') !== 'service');
    const skus = all('product.product').map((product) => product.text('default_code'));
    const barcodes = goods.map((product) => product.text('barcode'));
    expect(new Set(skus).size).toBe(skus.length);
    expect(new Set(barcodes).size).toBe(goods.length);
    for (const barcode of barcodes) {
      expect(barcode).toMatch(/^789\d{10}$/);
      expect(Number(barcode.at(-1))).toBe(checkDigit(barcode.slice(0, 12)));
    }
  });

  it('knows price, cost, text and category of everything', () => {
    for (const product of all('product.product')) {
      expect(product.number('lst_price')).toBeGreaterThan(product.number('standard_price'));
      expect(product.text('description_sale').length).toBeGreaterThan(10);
      expect(product.one('categ_id')?.displayName()).toMatch(/^.+ \/ .+$/);
    }
  });

  it('has most of it in stock, but not all', () => {
    const stored = all('product.product').filter((product) => product.text('type') !== 'service');
    const out = stored.filter((product) => product.number('qty_available') === 0);
    expect(out.length).toBeGreaterThan(3);
    expect(out.length).toBeLessThan(stored.length / 5);
  });

  it('names, prices and codes its variants', () => {
    const drill = productByCode(environment, 'FUR-650-220');
    const paint = productByCode(environment, 'TIN-ACR-18000');
    expect(drill.displayName()).toBe('[FUR-650-220] Furadeira de impacto 650 W (220 V)');
    expect(paint.number('lst_price')).toBe(349.9);
    expect(() => productByCode(environment, 'NADA')).toThrow('the seed has no product NADA');
  });

  it('has orders in every state, with deliveries and invoices', () => {
    const states = all('sale.order').map((order) =>
      [order.text('state'), order.text('delivery_status'), order.text('invoice_status')]
        .filter(Boolean)
        .join(' '),
    );
    expect(new Set(states)).toEqual(
      new Set([
        'draft no',
        'cancel no',
        'sale pending to invoice',
        'sale full to invoice',
        'sale full invoiced',
      ]),
    );
    expect(
      all('account.move').map((invoice) => [invoice.text('state'), invoice.text('payment_state')]),
    ).toEqual([
      ['posted', 'paid'],
      ['posted', 'paid'],
      ['posted', 'not_paid'],
    ]);
  });

  it('describes itself', () => {
    const [model] = search(environment, 'ir.model', [['model', '=', 'sale.order']]);
    const fields = search(environment, 'ir.model.fields', [
      ['model', '=', 'sale.order'],
      ['name', '=', 'order_line'],
    ]);
    expect(model?.text('name')).toBe('Sales Order');
    expect(
      fields.map((field) => [field.text('ttype'), field.text('relation'), field.text('relation_field')]),
    ).toEqual([['one2many', 'sale.order.line', 'order_id']]);
  });
});

describe('the customers', () => {
  it('are many, each with an e-mail address and a number of Brazil', () => {
    expect(customers.length).toBeGreaterThanOrEqual(25);
    for (const { phone, email } of customers) {
      expect(email).toMatch(/^[a-z.]+@[a-z.]+\.(com|example)$/);
      expect(parsePhoneNumberFromString(phone, 'BR')?.number).toMatch(/^\+55\d{10,11}$/);
    }
  });

  it('have their numbers written in many ways, some without the ninth digit', () => {
    const shapes = new Set(customers.map(({ phone }) => phone.replaceAll(/\d/g, '0')));
    const short = customers.filter(
      ({ phone }) => parsePhoneNumberFromString(phone, 'BR')?.nationalNumber.length === 10,
    );
    expect(shapes.size).toBeGreaterThan(8);
    expect(short.length).toBeGreaterThan(2);
  });

  it('include two whose names begin alike', () => {
    expect(customers.filter(({ name }) => name.startsWith('João Pereira'))).toHaveLength(2);
  });
});

it.each([
  ['400638133393', 1],
  ['789602100001', 2],
  ['000000000000', 0],
])('the check digit of %s is %i', (twelve, digit) => {
  expect(checkDigit(twelve)).toBe(digit);
});

it('numbers articles within the range of the shop', () => {
  expect(barcodeOf(1)).toMatch(/^789602100001\d$/);
  expect(barcodeOf(98)).toMatch(/^789602100098\d$/);
});

it('is the same at every start', () => {
  const dump = () => {
    const { database, registry } = createTestEnvironment();
    return [...registry.keys()].map((model) => database.ids(model).map((id) => database.row(model, id)));
  };
  expect(dump()).toEqual(dump());
});
