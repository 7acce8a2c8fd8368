import type { Field } from '../orm/field.ts';
import {
  boolean,
  char,
  float,
  integer,
  many2many,
  many2one,
  one2many,
  selection,
  text,
} from '../orm/field.ts';
import type { ModelDefinition } from '../orm/model.ts';
import type { OdooRecord } from '../orm/record.ts';
import type { Value, Values } from '../orm/value.ts';
import { writeRecord } from '../orm/write-record.ts';
import { synchronizeVariants } from './product-variants.ts';
import { storableFields } from './storable.ts';

/** Fields of the variant that a template shows, and takes, as long as it has a single variant. */
const variantFields: Record<string, Field> = {
  default_code: ofSingleVariant(char('Internal Reference'), 'default_code'),
  barcode: ofSingleVariant(char('Barcode'), 'barcode'),
  standard_price: ofSingleVariant(float('Cost'), 'standard_price'),
};

/** What the variants of a product have in common. */
export function productTemplateModel(version: number): ModelDefinition {
  return {
    model: 'product.template',
    description: 'Product',
    order: 'is_favorite desc, name',
    searchNamesIn: ['name', 'default_code'],
    displayName: (template) => {
      const code = template.text('default_code');
      return `${code && `[${code}] `}${template.text('name')}`;
    },
    fields: {
      name: char('Name', { required: true, translate: true }),
      active: boolean('Active', { default: true }),
      is_favorite: boolean('Favorite'),
      ...storableFields(version),
      categ_id: many2one('product.category', 'Product Category', { ondelete: 'restrict' }),
      list_price: float('Sales Price', { default: 1 }),
      currency_id: many2one('res.currency', 'Currency', { default: 1 }),
      uom_id: many2one('uom.uom', 'Unit', { required: true, default: 1 }),
      taxes_id: many2many('account.tax', 'Sales Taxes'),
      company_id: many2one('res.company', 'Company'),
      sale_ok: boolean('Sales', { default: true }),
      purchase_ok: boolean('Purchase', { default: true }),
      invoice_policy: selection(
        { order: 'Ordered quantities', delivery: 'Delivered quantities' },
        'Invoicing Policy',
        {
          default: 'order',
        },
      ),
      description: text('Description', { translate: true }),
      description_sale: text('Sales Description', { translate: true }),
      attribute_line_ids: one2many(
        'product.template.attribute.line',
        'product_tmpl_id',
        'Product Attributes',
      ),
      product_variant_ids: one2many('product.product', 'product_tmpl_id', 'Products'),
      product_variant_id: many2one('product.product', 'Product', {
        readonly: true,
        store: false,
        compute: (template) => template.many('product_variant_ids')[0]?.id ?? false,
      }),
      product_variant_count: integer('# Product Variants', {
        readonly: true,
        store: false,
        searchable: false,
        compute: (template) => template.many('product_variant_ids').length,
      }),
      qty_available: summed('Quantity On Hand', 'qty_available'),
      virtual_available: summed('Forecasted Quantity', 'virtual_available'),
      ...variantFields,
    },
    afterCreate(template, values) {
      // A variant that is created first makes its own template, and needs no further variant.
      if (template.environment.context.create_product_product === false) return;
      synchronizeVariants(template);
      passToVariant(template, values);
    },
    afterWrite(template, values) {
      if ('attribute_line_ids' in values) synchronizeVariants(template);
    },
  };
}

function singleVariant(template: OdooRecord): OdooRecord | undefined {
  const [first, ...others] = template.many('product_variant_ids');
  return others.length === 0 ? first : undefined;
}

function ofSingleVariant(field: Field, name: string): Field {
  return {
    ...field,
    compute: (template) => singleVariant(template)?.value(name) ?? false,
    put(template: OdooRecord, value: Value) {
      const variant = singleVariant(template);
      if (variant) writeRecord(variant, { [name]: value });
    },
    readonly: false,
  };
}

/** At creation the values come before the variant is there. */
function passToVariant(template: OdooRecord, values: Values): void {
  const variant = singleVariant(template);
  const given = Object.entries(values).filter(([name]) => name in variantFields);
  if (variant && given.length > 0) writeRecord(variant, Object.fromEntries(given));
}

function summed(label: string, name: string): Field {
  return float(label, {
    readonly: true,
    store: false,
    compute: (template) =>
      template.many('product_variant_ids').reduce((sum, variant) => sum + variant.number(name), 0),
  });
}
