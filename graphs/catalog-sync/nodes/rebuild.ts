import { z } from 'zod';
import type { CatalogSyncState } from '../state.ts';
import { callTool, type SyncDependencies, type SyncRuntime } from '../sync-tools.ts';

const stepSchema = z.object({
  done: z.boolean(),
  copied: z.int(),
  embedded: z.int(),
  embedded_characters: z.int(),
  next_cursor: z.string().nullable(),
});

/** One step of building the catalogue anew for another analyser or embedding model. */
export function rebuild(dependencies: SyncDependencies) {
  return async (
    { dry_run, rebuild: { cursor }, report }: CatalogSyncState,
    runtime: SyncRuntime,
  ): Promise<Partial<CatalogSyncState>> => {
    const finished = { needed: false, cursor: null };
    if (dry_run) return { rebuild: finished };
    const args = { collection: 'products', ...(cursor === null ? {} : { cursor }) };
    const step = await callTool(dependencies, runtime, 'qdrant_rebuild_collection', args, stepSchema);
    return {
      rebuild: step.done ? finished : { needed: true, cursor: step.next_cursor },
      report: {
        ...report,
        rebuilt: report.rebuilt + step.copied,
        embedded: report.embedded + step.embedded,
        embedded_characters: report.embedded_characters + step.embedded_characters,
      },
    };
  };
}
