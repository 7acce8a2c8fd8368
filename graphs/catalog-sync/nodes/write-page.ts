import { z } from 'zod';
import type { CatalogSyncState, SyncReport } from '../state.ts';
import {
  callTool,
  deleteFromCatalogue,
  idsInCatalogue,
  type SyncDependencies,
  type SyncRuntime,
} from '../sync-tools.ts';

const mostExamples = 20;
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
    const report = { ...state.report, examples: [...state.report.examples] };
    if (page.length > 0) {
      const args = { collection: 'products', documents: page, dry_run: state.dry_run };
      const outcome = await callTool(dependencies, runtime, 'qdrant_upsert_documents', args, outcomeSchema);
      report.rewritten += outcome.rewritten.length;
      report.payload_only += outcome.payload_only.length;
      report.unchanged += outcome.unchanged;
      report.embedded += outcome.embedded;
      const named = (id: string) => `${id} ${page.find((document) => document.id === id)?.title ?? ''}`;
      addExamples(report, 'text', outcome.rewritten.map(named));
      addExamples(report, 'payload', outcome.payload_only.map(named));
    }
    if (withdrawn.length > 0) {
      const gone = state.dry_run
        ? [...(await idsInCatalogue(dependencies, runtime))].filter((id) => withdrawn.includes(id)).length
        : await deleteFromCatalogue(dependencies, runtime, withdrawn);
      report.deleted += gone;
      if (gone > 0) addExamples(report, 'withdrawn', withdrawn);
    }
    return { page: [], withdrawn: [], copied: copied + page.length, report };
  };
}

function addExamples(report: SyncReport, what: string, products: string[]): void {
  const room = mostExamples - report.examples.length;
  report.examples.push(...products.slice(0, room).map((product) => `${what}: ${product}`));
}
