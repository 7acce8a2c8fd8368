import { z } from 'zod';
import { AccessError } from '#errors/errors.ts';
import { findOptionalFields } from '../odoo-fields.ts';
import { type CatalogSyncState, emptyReport, type OptionalField } from '../state.ts';
import { callTool, type SyncDependencies, type SyncRuntime } from '../sync-tools.ts';

/** A transaction of Odoo stamps its records when it begins, and they are seen when it ends. */
const overlapMs = 5 * 60_000;

const newestSchema = z.object({ records: z.array(z.object({ write_date: z.string() })) });
const collectionSchema = z.object({ documents: z.int(), needs_rebuild: z.boolean() });

/**
 * Begins a run. The next cursor is taken before anything is read, and by the clock of Odoo: what is written
 * while the run lasts is read by the next one.
 */
export function begin(dependencies: SyncDependencies) {
  return async ({ cursor }: CatalogSyncState, runtime: SyncRuntime): Promise<Partial<CatalogSyncState>> => {
    const newest = (model: string, domain: unknown[] = [['active', 'in', [true, false]]]) =>
      newestWriteDates(dependencies, runtime, model, domain);
    const args = { collection: 'products' };
    const [products, templates, catalogue, fields] = await Promise.all([
      newest('product.product'),
      newest('product.template'),
      callTool(dependencies, runtime, 'qdrant_collection_info', args, collectionSchema),
      findOptionalFields(dependencies, runtime),
    ]);
    const quants = fields.includes('stock_quant_ids')
      ? await ifAllowed(newest('stock.quant', []))
      : undefined;
    // A catalogue that was emptied has nothing that a cursor could go on from.
    const since = cursor === null || catalogue.documents === 0 ? null : overlapBefore(cursor);
    return {
      since,
      until: [...products, ...templates, ...(quants ?? [])].sort().at(-1) ?? null,
      optional_fields: quants ? fields : withoutStock(fields),
      rebuild: { needed: catalogue.needs_rebuild, cursor: null },
      after: 0,
      page: [],
      reread: false,
      more: true,
      copied: 0,
      report: { ...emptyReport, scope: since === null ? 'everything' : 'changes' },
    };
  };
}

async function newestWriteDates(
  dependencies: SyncDependencies,
  runtime: SyncRuntime,
  model: string,
  domain: unknown[],
): Promise<string[]> {
  const args = { model, domain, fields: ['write_date'], order: 'write_date desc', limit: 1 };
  const { records } = await callTool(dependencies, runtime, 'odoo_search_records', args, newestSchema);
  return records.map(({ write_date }) => write_date);
}

/** A user who may not see stock syncs the catalogue without it. */
async function ifAllowed<Result>(result: Promise<Result>): Promise<Result | undefined> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof AccessError) return undefined;
    throw error;
  }
}

function withoutStock(fields: OptionalField[]): OptionalField[] {
  return fields.filter((field) => field !== 'stock_quant_ids' && field !== 'free_qty');
}

/** Odoo's `2026-01-31 12:00:00`, which is UTC, some minutes earlier. */
function overlapBefore(time: string): string {
  const iso = /[zZ]|[+-]\d\d:?\d\d$/.test(time) ? time : `${time.replace(' ', 'T')}Z`;
  const earlier = new Date(Date.parse(iso) - overlapMs);
  return earlier.toISOString().slice(0, 19).replace('T', ' ');
}
