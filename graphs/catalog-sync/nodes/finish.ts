import { releaseLease } from '../lease.ts';
import type { CatalogSyncState } from '../state.ts';
import type { SyncDependencies, SyncRuntime } from '../sync-tools.ts';

/** Ends a run: the next one reads what changed from here on. A permission to delete much was for this run only. */
export function finish(dependencies: SyncDependencies) {
  return async (
    { dry_run, until, cursor }: CatalogSyncState,
    runtime: SyncRuntime,
  ): Promise<Partial<CatalogSyncState>> => {
    if (!dry_run) await releaseLease(dependencies, runtime);
    return { cursor: dry_run ? cursor : until, allow_mass_deletion: false };
  };
}
