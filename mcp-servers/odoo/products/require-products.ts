import { z } from 'zod';
import type { Odoo, OdooCallOptions } from '#adapters/odoo/port.ts';
import { NotFoundError } from '#errors/errors.ts';
import { type ProductRecord, productFieldsOf, productRecord } from './product-record.ts';

/**
 * These products in the order of their ids as given.
 *
 * @throws NotFoundError naming those that do not exist or are not for sale.
 */
export async function requireProducts(
  odoo: Odoo,
  ids: readonly number[],
  options: OdooCallOptions,
): Promise<ProductRecord[]> {
  const records = await odoo.searchRead(
    'product.product',
    {
      domain: [
        ['id', 'in', ids],
        ['sale_ok', '=', true],
      ],
      fields: await productFieldsOf(odoo, options),
      limit: ids.length,
    },
    options,
  );
  const byId = new Map(
    z
      .array(productRecord)
      .parse(records)
      .map((product) => [product.id, product]),
  );
  const missing = ids.filter((id) => !byId.has(id));
  if (missing.length > 0) {
    throw new NotFoundError(`There is no product for sale with the id ${missing.join(', ')}.`, {
      code: 'product_not_found',
      fix: 'Take product_id from a product search.',
    });
  }
  return ids.flatMap((id) => byId.get(id) ?? []);
}
