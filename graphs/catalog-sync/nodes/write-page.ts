import { z } from 'zod';
import { addExamples } from '../add-examples.ts';
import type { CatalogSyncState } from '../state.ts';
import { callTool, deleteFromCatalogue, type SyncDependencies, type SyncRuntime } from '../sync-tools.ts';

const outcomeSchema = z.object({
  rewritten: z.array(z.string()),
  payload_only: z.array(z.string()),
  unchanged: z.int(),
  embedded: z.int(),
});

/** Writes what changed of a page into the catalogue, and takes out what is no longer for sale. */
export function writePage(dependencies: SyncDependencies) {
  return async (state: CatalogSyncState, runtime: SyncRuntime): Promise<Partial<CatalogSyncState>> => {
    const { page, withdrawn, copied } = state;
    let report = { ...state.report };
    if (page.length > 0) {
      const args = { collection: 'products', documents: page, dry_run: state.dry_run };
      const outcome = await callTool(dependencies, runtime, 'qdrant_upsert_documents', args, outcomeSchema);
      report.rewritten += outcome.rewritten.length;
      report.payload_only += outcome.payload_only.length;
      report.unchanged += outcome.unchanged;
      report.embedded += outcome.embedded;
      const named = (id: string) => `${id} ${page.find((document) => document.id === id)?.title ?? ''}`;
      report = addExamples(report, 'text', outcome.rewritten.map(named));
      report = addExamples(report, 'payload', outcome.payload_only.map(named));
    }
    // In a dry run they are still there, and counted with all that is gone.
    if (withdrawn.length > 0 && !state.dry_run) {
      report.deleted += await deleteFromCatalogue(dependencies, runtime, withdrawn);
    }
    return { page: [], withdrawn: [], copied: copied + page.length, report };
  };
}
