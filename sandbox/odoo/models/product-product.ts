import { validationError } from '../orm/exceptions.ts';
import { boolean, char, float, many2many, many2one, one2many } from '../orm/field.ts';
import type { ModelDefinition } from '../orm/model.ts';
import { type OdooRecord, recordsOf } from '../orm/record.ts';
import type { Value } from '../orm/value.ts';
import { writeRecord } from '../orm/write-record.ts';
import { stockFields } from './stock-levels.ts';

/** A variant: what is really sold, with a code, a barcode and a stock of its own. */
export const productModel: ModelDefinition = {
  model: 'product.product',
  description: 'Product Variant',
  order: 'is_favorite desc, default_code, name, id',
  inherits: 'product_tmpl_id',
  searchNamesIn: ['default_code', 'barcode', 'name'],
  displayName,
  fields: {
    product_tmpl_id: many2one('product.template', 'Product Template', {
      required: true,
      ondelete: 'cascade',
    }),
    active: boolean('Active', { default: true }),
    default_code: char('Internal Reference'),
    barcode: char('Barcode'),
    standard_price: float('Cost'),
    product_template_attribute_value_ids: many2many('product.template.attribute.value', 'Attribute Values'),
    product_template_variant_value_ids: many2many('product.template.attribute.value', 'Variant Values', {
      readonly: true,
      compute: (product) => variantValues(product).map((value) => value.id),
    }),
    price_extra: float('Variant Price Extra', {
      readonly: true,
      store: false,
      searchable: false,
      compute: priceExtra,
    }),
    lst_price: float('Sales Price', {
      readonly: false,
      store: false,
      searchable: false,
      compute: (product) => product.number('list_price') + priceExtra(product),
      put: putSalesPrice,
    }),
    stock_quant_ids: one2many('stock.quant', 'product_id', 'Stock Quant'),
    stock_move_ids: one2many('stock.move', 'product_id', 'Stock Move'),
    ...stockFields,
  },
  constraints: [hasOwnBarcode],
};

/** The attribute values that tell this variant from its siblings. */
function variantValues(product: OdooRecord): OdooRecord[] {
  return product.many('product_template_attribute_value_ids').filter((value) => {
    const line = value.one('attribute_line_id');
    return line !== undefined && line.many('value_ids').length > 1;
  });
}

function displayName(product: OdooRecord): string {
  const code = product.text('default_code');
  const values = variantValues(product).map((value) => value.text('name'));
  const name = product.text('name') + (values.length > 0 ? ` (${values.join(', ')})` : '');
  return code ? `[${code}] ${name}` : name;
}

function priceExtra(product: OdooRecord): number {
  const values = product.many('product_template_attribute_value_ids');
  return values.reduce((sum, value) => sum + value.number('price_extra'), 0);
}

function putSalesPrice(product: OdooRecord, value: Value): void {
  writeRecord(product, { list_price: Number(value) - priceExtra(product) });
}

function hasOwnBarcode(product: OdooRecord): void {
  const barcode = product.text('barcode');
  if (barcode === '') return;
  const { environment, model } = product;
  const { database } = environment;
  const ids = database.ids(model.model).filter((id) => database.row(model.model, id)?.barcode === barcode);
  if (ids.length < 2) return;
  const owners = recordsOf(environment, model.model, ids);
  const names = owners.map((owner) => owner.displayName()).join(' and ');
  throw validationError(
    `Códigos de barras já atribuídos:\n\n- Barcode "${barcode}" already assigned to product(s): ${names}\n\n` +
      'Nota: produtos aos quais você não tem acesso não serão exibidos acima.',
  );
}
