import { kindField, storableValues } from '../models/storable.ts';
import type { Environment } from '../orm/environment.ts';
import { type OdooRecord, recordOf } from '../orm/record.ts';
import type { Value, Values } from '../orm/value.ts';
import { writeRecord } from '../orm/write-record.ts';
import { construction } from './construction.ts';
import { barcodeOf } from './ean13.ts';
import { home } from './home.ts';
import { createMake, type Make, translated } from './make.ts';
import { attributes, type SeedCategory, type SeedProduct } from './product-data.ts';
import { tools } from './tools.ts';

/** The whole catalogue. */
export const catalogue: SeedCategory[] = [...tools, ...construction, ...home];

const margin = 0.6;
const stockLocation = 1;

/** Ids that every product refers to. */
interface Shelf {
  environment: Environment;
  make: Make;
  units: Record<NonNullable<SeedProduct['unit']>, number>;
  /** The id of an attribute value by its name. */
  values: ReadonlyMap<string, number>;
  attributes: ReadonlyMap<string, number>;
  tax: number;
}

/** Units, taxes, attributes, categories and products with their stock. */
export function seedProducts(environment: Environment): void {
  const make = createMake(environment);
  const units = {
    Unidades: make('uom.uom', { name: translated('Units', 'Unidades') }),
    kg: make('uom.uom', { name: 'kg' }),
    m: make('uom.uom', { name: 'm' }),
  };
  const tax = make('account.tax', { name: 'IPI 5%', amount: 5, type_tax_use: 'sale' });
  const shelf = { environment, make, units, tax, ...seedAttributes(make) };
  const parents = new Map<string, number>();
  for (const category of catalogue) {
    const parent = parents.get(category.parent) ?? make('product.category', { name: category.parent });
    parents.set(category.parent, parent);
    const id = make('product.category', { name: category.name, parent_id: parent });
    for (const product of category.products) seedProduct(shelf, product, id, category.taxed);
  }
}

function seedAttributes(make: Make) {
  const attributeIds = new Map<string, number>();
  const values = new Map<string, number>();
  for (const [attribute, codes] of Object.entries(attributes)) {
    const id = make('product.attribute', { name: attribute });
    attributeIds.set(attribute, id);
    for (const [sequence, name] of Object.keys(codes).entries()) {
      values.set(name, make('product.attribute.value', { name, attribute_id: id, sequence }));
    }
  }
  return { attributes: attributeIds, values };
}

function seedProduct(shelf: Shelf, product: SeedProduct, category: number, taxed: boolean): void {
  const isService = product.kind === 'service';
  const { version } = shelf.environment;
  const service: Values = { [kindField(version)]: 'service' };
  const template = shelf.make('product.template', {
    name: product.name,
    categ_id: category,
    list_price: product.price,
    description_sale: product.description,
    uom_id: shelf.units[product.unit ?? 'Unidades'],
    taxes_id: taxed ? [shelf.tax] : [],
    attribute_line_ids: attributeLine(shelf, product),
    ...(isService ? service : storableValues(version)),
  });
  const variants = recordOf(shelf.environment, 'product.template', template).many('product_variant_ids');
  for (const [index, variant] of variants.entries()) seedVariant(shelf, product, variant, index);
}

function attributeLine(shelf: Shelf, { attribute, values = [] }: SeedProduct): Value {
  if (!attribute) return [];
  const line = {
    attribute_id: shelf.attributes.get(attribute) ?? false,
    value_ids: values.map((value) => shelf.values.get(value) ?? 0),
  };
  return [[0, 0, line]];
}

function seedVariant(shelf: Shelf, product: SeedProduct, variant: OdooRecord, index: number): void {
  const [value] = variant.many('product_template_attribute_value_ids');
  const name = value?.text('name') ?? '';
  const extra = product.extra?.[name] ?? 0;
  if (value && extra > 0) writeRecord(value, { price_extra: extra });
  const codes: Record<string, string> = product.attribute ? attributes[product.attribute] : {};
  writeRecord(variant, {
    default_code: [product.code, codes[name]].filter(Boolean).join('-'),
    barcode: product.kind === 'service' ? false : barcodeOf(variant.id),
    standard_price: Math.round((product.price + extra) * margin * 100) / 100,
  });
  const quantity = Array.isArray(product.stock) ? (product.stock[index] ?? 0) : product.stock;
  if (quantity > 0) {
    shelf.make('stock.quant', { product_id: variant.id, location_id: stockLocation, quantity });
  }
}

/** The variant with this SKU. */
export function productByCode(environment: Environment, code: string): OdooRecord {
  const { database } = environment;
  const id = database
    .ids('product.product')
    .find((each) => database.row('product.product', each)?.default_code === code);
  if (id === undefined) throw new Error(`the seed has no product ${code}`);
  return recordOf(environment, 'product.product', id);
}
