import { createRecord } from '../orm/create-record.ts';
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

/** Units, categories, products and their variants. */
export function productModels(_version: number): ModelDefinition[] {
  return [
    {
      model: 'uom.uom',
      description: 'Product Unit of Measure',
      order: 'sequence, id',
      fields: {
        name: char('Unit Name', { required: true, translate: true }),
        factor: float('Absolute Quantity', { default: 1 }),
        sequence: integer('Sequence', { default: 10 }),
        active: boolean('Active', { default: true }),
      },
    },
    {
      model: 'product.category',
      description: 'Product Category',
      order: 'complete_name, id',
      parent: 'parent_id',
      displayName: categoryName,
      fields: {
        name: char('Name', { required: true, translate: true }),
        complete_name: char('Complete Name', { readonly: true, compute: categoryName }),
        parent_id: many2one('product.category', 'Parent Category', { ondelete: 'cascade' }),
        child_id: one2many('product.category', 'parent_id', 'Child Categories'),
      },
    },
    {
      model: 'product.template',
      description: 'Product',
      order: 'is_favorite desc, name',
      searchNamesIn: ['name', 'default_code'],
      fields: {
        name: char('Name', { required: true, translate: true }),
        active: boolean('Active', { default: true }),
        is_favorite: boolean('Favorite'),
        type: selection({ consu: 'Goods', service: 'Service', combo: 'Combo' }, 'Product Type', {
          required: true,
          default: 'consu',
        }),
        is_storable: boolean('Track Inventory'),
        categ_id: many2one('product.category', 'Product Category'),
        list_price: float('Sales Price', { default: 1 }),
        uom_id: many2one('uom.uom', 'Unit', { required: true, default: 1 }),
        taxes_id: many2many('account.tax', 'Sales Taxes'),
        sale_ok: boolean('Sales', { default: true }),
        description_sale: text('Sales Description', { translate: true }),
        product_variant_ids: one2many('product.product', 'product_tmpl_id', 'Products'),
      },
      afterCreate(template) {
        if (template.environment.context.create_product_product === false) return;
        createRecord(template.environment, 'product.product', { product_tmpl_id: template.id });
      },
    },
    {
      model: 'product.product',
      description: 'Product Variant',
      order: 'is_favorite desc, default_code, name, id',
      inherits: 'product_tmpl_id',
      searchNamesIn: ['default_code', 'barcode', 'name'],
      displayName: productName,
      fields: {
        product_tmpl_id: many2one('product.template', 'Product Template', {
          required: true,
          ondelete: 'cascade',
        }),
        active: boolean('Active', { default: true }),
        default_code: char('Internal Reference'),
        barcode: char('Barcode'),
        lst_price: float('Sales Price', {
          store: false,
          searchable: false,
          readonly: false,
          compute: (product) => product.number('list_price'),
        }),
        standard_price: float('Cost'),
      },
    },
  ];
}

function categoryName(category: OdooRecord): string {
  const parent = category.one('parent_id');
  return parent ? `${categoryName(parent)} / ${category.text('name')}` : category.text('name');
}

function productName(product: OdooRecord): string {
  const code = product.text('default_code');
  return code ? `[${code}] ${product.text('name')}` : product.text('name');
}
