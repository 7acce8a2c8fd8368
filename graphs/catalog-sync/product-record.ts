import { z } from 'zod';
import type { CatalogueDocument, OptionalField } from './state.ts';

const named = z.tuple([z.int(), z.string()]).nullable();

const commonShape = {
  id: z.int().positive(),
  active: z.boolean(),
  sale_ok: z.boolean(),
  type: z.string(),
  display_name: z.string(),
  default_code: z.string().nullable(),
  barcode: z.string().nullable(),
  lst_price: z.number(),
  categ_id: named,
  description_sale: z.string().nullable(),
};

/** A product as Odoo gives it; the last fields are there only where its modules are. */
export const productRecordSchema = z.object({
  ...commonShape,
  is_storable: z.boolean().optional(),
  free_qty: z.number().optional(),
  product_brand_id: named.optional(),
  brand_id: named.optional(),
});
export type ProductRecord = z.output<typeof productRecordSchema>;

/** What is read of a product in an Odoo that has these fields beside the common ones. */
export function fieldsToRead(optional: OptionalField[]): string[] {
  return [...Object.keys(commonShape), ...optional.filter((field) => field !== 'stock_quant_ids')];
}

/** What the catalogue takes at most; a single product that is beyond it must not keep the others out. */
const most = { title: 300, text: 100_000, code: 100, category: 200, brand: 100 };

/** A product as the catalogue keeps it. */
export function documentOf(product: ProductRecord): CatalogueDocument {
  const { id, display_name, default_code, barcode, lst_price, categ_id, description_sale } = product;
  const brand = (product.product_brand_id ?? product.brand_id)?.[1];
  const in_stock = isInStock(product);
  return {
    id: String(id),
    // Odoo writes the code before the name: [FUR-750] Furadeira.
    title: (display_name.replace(/^\[[^\]]*\]\s*/, '').trim() || String(id)).slice(0, most.title),
    text: (description_sale ?? '').slice(0, most.text),
    price: Math.max(0, lst_price),
    ...(default_code ? { sku: default_code.slice(0, most.code) } : {}),
    ...(barcode ? { barcode: barcode.slice(0, most.code) } : {}),
    ...(categ_id ? { category: categ_id[1].slice(0, most.category) } : {}),
    ...(brand ? { brand: brand.slice(0, most.brand) } : {}),
    ...(in_stock === undefined ? {} : { in_stock }),
  };
}

/** Undefined where it is not known; what Odoo does not count is never out of stock. */
function isInStock({ type, is_storable, free_qty }: ProductRecord): boolean | undefined {
  if (free_qty === undefined) return undefined;
  // Until 17 the type itself said so: `product` is counted, `consu` is not.
  const isCounted = type !== 'service' && (is_storable ?? type === 'product');
  return !isCounted || free_qty > 0;
}
