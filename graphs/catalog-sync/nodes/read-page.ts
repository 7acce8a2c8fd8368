import { z } from 'zod';
import type { CatalogSyncState, CatalogueDocument } from '../state.ts';
import { callTool, type SyncDependencies, type SyncRuntime } from '../sync-tools.ts';

const pageSize = 100;
const productSchema = z.object({
  id: z.int().positive(),
  active: z.boolean(),
  sale_ok: z.boolean(),
  display_name: z.string(),
  default_code: z.string().nullable(),
  barcode: z.string().nullable(),
  lst_price: z.number(),
  categ_id: z.tuple([z.int(), z.string()]).nullable(),
  description_sale: z.string().nullable(),
});
type Product = z.output<typeof productSchema>;

const pageSchema = z.object({ has_more: z.boolean(), records: z.array(productSchema) });

/** Reads the next products, by their ids: paging by them misses none, whatever changes meanwhile. */
export function readPage(dependencies: SyncDependencies) {
  return async (
    { since, after, report }: CatalogSyncState,
    runtime: SyncRuntime,
  ): Promise<Partial<CatalogSyncState>> => {
    const args = {
      model: 'product.product',
      domain: [...(since === null ? [['sale_ok', '=', true]] : changedSince(since)), ['id', '>', after]],
      fields: Object.keys(productSchema.shape),
      order: 'id',
      limit: pageSize,
    };
    const { records, has_more } = await callTool(
      dependencies,
      runtime,
      'odoo_search_records',
      args,
      pageSchema,
    );
    const isOffered = ({ active, sale_ok }: Product) => active && sale_ok;
    return {
      page: records.filter(isOffered).map(documentOf),
      withdrawn: records.filter((product) => !isOffered(product)).map(({ id }) => String(id)),
      after: records.at(-1)?.id ?? after,
      more: has_more, // not by the count: a page of long texts is cut short
      report: { ...report, read: report.read + records.length },
    };
  };
}

/** A price or a name is a change of the template alone, and a renamed category is one of neither. */
function changedSince(since: string): unknown[] {
  return [
    ['active', 'in', [true, false]],
    '|',
    '|',
    ['write_date', '>=', since],
    ['product_tmpl_id.write_date', '>=', since],
    ['categ_id.write_date', '>=', since],
  ];
}

function documentOf(product: Product): CatalogueDocument {
  const { id, display_name, default_code, barcode, lst_price, categ_id, description_sale } = product;
  return {
    id: String(id),
    // Odoo writes the code before the name: [FUR-750] Furadeira.
    title: display_name.replace(/^\[[^\]]*\]\s*/, ''),
    text: description_sale ?? '',
    price: lst_price,
    ...(default_code ? { sku: default_code } : {}),
    ...(barcode ? { barcode } : {}),
    ...(categ_id ? { category: categ_id[1] } : {}),
  };
}
