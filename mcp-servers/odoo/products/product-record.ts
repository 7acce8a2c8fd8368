import { z } from 'zod';
import type { Odoo, OdooCallOptions } from '#adapters/odoo/port.ts';
import { optionalReference, optionalText, reference } from '../values.ts';

const productFields = [
  'default_code',
  'barcode',
  'display_name',
  'lst_price',
  'currency_id',
  'categ_id',
  'type',
];

/** There only with the `stock` module, and `is_storable` from 18 on. */
const stockFields = ['free_qty', 'is_storable'];

/** A `product.product` as it is read with {@link productFieldsOf}. */
export const productRecord = z.object({
  id: z.int(),
  default_code: optionalText,
  barcode: optionalText,
  display_name: z.string(),
  lst_price: z.number(),
  currency_id: reference,
  categ_id: optionalReference,
  type: z.string(),
  free_qty: z.number().optional(),
  is_storable: z.boolean().optional(),
});

export type ProductRecord = z.output<typeof productRecord>;

/** The fields to read of a product in this Odoo. */
export async function productFieldsOf(
  odoo: Pick<Odoo, 'fieldsGet'>,
  options: OdooCallOptions,
): Promise<string[]> {
  const known = await odoo.fieldsGet('product.product', ['type'], options);
  return [...productFields, ...stockFields.filter((name) => name in known)];
}

/** The name with the variant's attributes but without the code, which has a place of its own. */
export function productName({ display_name, default_code }: ProductRecord): string {
  const code = `[${default_code}] `;
  return default_code && display_name.startsWith(code) ? display_name.slice(code.length) : display_name;
}
