import { z } from 'zod';
import { documentOf, fieldsToRead, productRecordSchema } from '../product-record.ts';
import type { CatalogSyncState, OptionalField } from '../state.ts';
import { callTool, type SyncDependencies, type SyncRuntime } from '../sync-tools.ts';

const pageSize = 100;
const pageSchema = z.object({ has_more: z.boolean(), records: z.array(productRecordSchema) });

/** Reads the next products, by their ids: paging by them misses none, whatever changes meanwhile. */
export function readPage(dependencies: SyncDependencies) {
  return async (
    { since, after, report, optional_fields }: CatalogSyncState,
    runtime: SyncRuntime,
  ): Promise<Partial<CatalogSyncState>> => {
    const chosen = since === null ? [['sale_ok', '=', true]] : changedSince(since, optional_fields);
    const args = {
      model: 'product.product',
      domain: [...chosen, ['id', '>', after]],
      fields: fieldsToRead(optional_fields),
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
    return {
      // Those that are no longer for sale are among what is gone, later.
      page: records.filter(({ active, sale_ok }) => active && sale_ok).map(documentOf),
      after: records.at(-1)?.id ?? after,
      more: has_more, // not by the count: a page of long texts is cut short
      report: { ...report, read: report.read + records.length },
    };
  };
}

/**
 * A price or a name is a change of the template alone, a renamed category or brand is one of neither, and a
 * sale or a delivery changes what is in stock.
 */
function changedSince(since: string, optional: OptionalField[]): unknown[] {
  const related = optional.filter((field) =>
    ['stock_quant_ids', 'product_brand_id', 'brand_id'].includes(field),
  );
  const places = ['', 'product_tmpl_id.', 'categ_id.', ...related.map((field) => `${field}.`)];
  const conditions = places.map((place) => [`${place}write_date`, '>=', since]);
  return [['active', 'in', [true, false]], ...conditions.slice(1).map(() => '|'), ...conditions];
}
