import { z } from 'zod';
import { type CatalogSyncState, emptyReport } from '../state.ts';
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
    const newest = async (model: string) => {
      const args = {
        model,
        domain: [['active', 'in', [true, false]]],
        fields: ['write_date'],
        order: 'write_date desc',
        limit: 1,
      };
      const { records } = await callTool(dependencies, runtime, 'odoo_search_records', args, newestSchema);
      return records.map(({ write_date }) => write_date);
    };
    const args = { collection: 'products' };
    const [products, templates, catalogue] = await Promise.all([
      newest('product.product'),
      newest('product.template'),
      callTool(dependencies, runtime, 'qdrant_collection_info', args, collectionSchema),
    ]);
    // A catalogue that was emptied has nothing that a cursor could go on from.
    const since = cursor === null || catalogue.documents === 0 ? null : overlapBefore(cursor);
    return {
      since,
      until: [...products, ...templates].sort().at(-1) ?? null,
      rebuild: { needed: catalogue.needs_rebuild, cursor: null },
      after: 0,
      page: [],
      withdrawn: [],
      reread: false,
      more: true,
      copied: 0,
      report: { ...emptyReport, scope: since === null ? 'everything' : 'changes' },
    };
  };
}

/** Odoo's `2026-01-31 12:00:00`, which is UTC, some minutes earlier. */
function overlapBefore(time: string): string {
  const iso = /[zZ]|[+-]\d\d:?\d\d$/.test(time) ? time : `${time.replace(' ', 'T')}Z`;
  const earlier = new Date(Date.parse(iso) - overlapMs);
  return earlier.toISOString().slice(0, 19).replace('T', ' ');
}
