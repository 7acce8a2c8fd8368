import { z } from 'zod';
import { addExamples } from '../add-examples.ts';
import type { CatalogSyncState } from '../state.ts';
import { callTool, type SyncDependencies, type SyncRuntime } from '../sync-tools.ts';

const outcomeSchema = z.object({
  rewritten: z.array(z.string()),
  payload_only: z.array(z.string()),
  unchanged: z.int(),
  embedded: z.int(),
  embedded_characters: z.int(),
});

/** Writes what changed of a page into the catalogue. */
export function writePage(dependencies: SyncDependencies) {
  return async (state: CatalogSyncState, runtime: SyncRuntime): Promise<Partial<CatalogSyncState>> => {
    const { page, copied } = state;
    let report = { ...state.report };
    if (page.length > 0) {
      const args = { collection: 'products', documents: page, dry_run: state.dry_run };
      const outcome = await callTool(dependencies, runtime, 'qdrant_upsert_documents', args, outcomeSchema);
      report.rewritten += outcome.rewritten.length;
      report.payload_only += outcome.payload_only.length;
      report.unchanged += outcome.unchanged;
      report.embedded += outcome.embedded;
      report.embedded_characters += outcome.embedded_characters;
      const named = (id: string) => `${id} ${page.find((document) => document.id === id)?.title ?? ''}`;
      report = addExamples(report, 'text', outcome.rewritten.map(named));
      report = addExamples(report, 'payload', outcome.payload_only.map(named));
    }
    return { page: [], copied: copied + page.length, report };
  };
}
