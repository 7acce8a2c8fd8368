import { beforeEach, describe, expect, it } from 'vitest';
import { createRecord } from '../orm/create-record.ts';
import type { Environment } from '../orm/environment.ts';
import { search } from '../orm/search.ts';
import { unlinkRecords } from '../orm/unlink-records.ts';
import { idsOf } from '../orm/value.ts';
import { writeRecord } from '../orm/write-record.ts';
import { productByCode } from '../seed/seed-products.ts';
import { createTestEnvironment } from '../testing/test-environment.ts';

let environment: Environment;
beforeEach(() => {
  environment = createTestEnvironment();
});

const valueIds = (...names: string[]) =>
  names.map((name) => search(environment, 'product.attribute.value', [['name', '=', name]])[0]?.id ?? 0);
const attributeId = (name: string) =>
  search(environment, 'product.attribute', [['name', '=', name]])[0]?.id ?? 0;

describe('a template', () => {
  it('without attributes has one variant, and shares its code with it', () => {
    const template = createRecord(environment, 'product.template', {
      name: 'Balde',
      default_code: 'BAL',
      barcode: '1',
    });
    const [variant, ...others] = template.many('product_variant_ids');
    expect(others).toEqual([]);
    expect(variant?.text('default_code')).toBe('BAL');
    expect(variant?.text('barcode')).toBe('1');
    writeRecord(template, { default_code: 'BLD' });
    expect(variant?.displayName()).toBe('[BLD] Balde');
    expect(template.displayName()).toBe('[BLD] Balde');
    expect(template.value('product_variant_id')).toBe(variant?.id);
  });

  it('has a variant for every combination of its attribute values', () => {
    const line = (attribute: string, ...values: string[]) => [
      0,
      0,
      { attribute_id: attributeId(attribute), value_ids: valueIds(...values) },
    ];
    const template = createRecord(environment, 'product.template', {
      name: 'Camisa',
      attribute_line_ids: [line('Cor', 'Azul', 'Preto'), line('Tamanho', 'P', 'M', 'G')],
    });
    const names = template.many('product_variant_ids').map((variant) => variant.displayName());
    expect(names).toHaveLength(6);
    expect(names[0]).toBe('Camisa (Azul, P)');
    expect(names.at(-1)).toBe('Camisa (Preto, G)');
    expect(template.value('default_code')).toBe(false);
    expect(template.number('product_variant_count')).toBe(6);
  });

  it('gains and archives variants when its attributes change', () => {
    const template = productByCode(environment, 'FUR-650-127').one('product_tmpl_id');
    const [line] = template?.many('attribute_line_ids') ?? [];
    if (!template || !line) throw new Error('the drill has no attributes');
    writeRecord(template, { attribute_line_ids: [[1, line.id, { value_ids: valueIds('127 V') }]] });
    expect(template.many('product_variant_ids')).toHaveLength(2);
    const red = { attribute_id: attributeId('Cor'), value_ids: valueIds('Azul', 'Vermelho') };
    writeRecord(template, { attribute_line_ids: [[0, 0, red]] });
    expect(template.many('product_variant_ids')).toHaveLength(4);
    const archived = search(environment, 'product.product', [
      ['product_tmpl_id', '=', template.id],
      ['active', '=', false],
    ]);
    expect(archived).toHaveLength(2);
  });

  it('sums the stock of its variants', () => {
    const template = productByCode(environment, 'FUR-650-127').one('product_tmpl_id');
    expect(template?.number('qty_available')).toBe(22);
  });
});

describe('a variant', () => {
  it('costs more where its attribute values do', () => {
    const [small, large] = ['TIN-ACR-900', 'TIN-ACR-3600'].map((code) => productByCode(environment, code));
    expect([small?.number('lst_price'), large?.number('lst_price')]).toEqual([39.9, 99.9]);
    expect(large?.number('price_extra')).toBe(60);
    if (large) writeRecord(large, { lst_price: 110 });
    expect([small?.number('lst_price'), large?.number('lst_price')]).toEqual([50, 110]);
  });

  it('must have a barcode of its own', () => {
    const [first, second] = ['MRT-27', 'ALI-8'].map((code) => productByCode(environment, code));
    expect(() => second && writeRecord(second, { barcode: first?.text('barcode') ?? '' })).toThrow(
      'Códigos de barras já atribuídos',
    );
  });

  it('names only the values that tell it from its siblings', () => {
    const template = createRecord(environment, 'product.template', {
      name: 'Fio',
      attribute_line_ids: [[0, 0, { attribute_id: attributeId('Cor'), value_ids: valueIds('Azul') }]],
    });
    const [only] = template.many('product_variant_ids');
    expect(only?.displayName()).toBe('Fio');
    expect(idsOf(only?.value('product_template_attribute_value_ids'))).toHaveLength(1);
    expect(only?.value('product_template_variant_value_ids')).toEqual([]);
  });

  it('cannot be deleted once it was sold', () => {
    const template = productByCode(environment, 'CIM-CP2').one('product_tmpl_id');
    expect(() => template && unlinkRecords([template])).toThrow('The troublemaker is: ');
  });
});

it('a category is called by its whole path', () => {
  const [paint] = search(environment, 'product.category', [['name', '=', 'Tintas']]);
  expect(paint?.displayName()).toBe('Construção / Tintas');
});
