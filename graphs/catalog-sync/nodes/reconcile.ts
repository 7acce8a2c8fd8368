import { addExamples } from '../add-examples.ts';
import { keepLease } from '../lease.ts';
import type { CatalogSyncState } from '../state.ts';
import {
  deleteFromCatalogue,
  idsInCatalogue,
  idsInOdoo,
  type SyncDependencies,
  type SyncRuntime,
} from '../sync-tools.ts';

/** Of a small catalogue a few products may always go. */
const alwaysBelieved = 10;
/** A greater share of the catalogue that is gone at once is rather a lost right or a wrong database. */
const believedShare = 0.2;

/**
 * Compares which products are for sale with those of the catalogue: one that was deleted in Odoo has no date of
 * change, and many that were archived at once are as little believed as many that are gone. What is missing
 * from the catalogue although nothing changed is read by going through everything once.
 */
export function reconcile(dependencies: SyncDependencies) {
  return async (
    { dry_run, allow_mass_deletion, reread, report }: CatalogSyncState,
    runtime: SyncRuntime,
  ): Promise<Partial<CatalogSyncState>> => {
    const inOdoo = await idsInOdoo(dependencies, runtime);
    const inCatalogue = await idsInCatalogue(dependencies, runtime);
    const gone = [...inCatalogue].filter((id) => !inOdoo.has(id));
    // Reading all numbers of a large catalogue takes long.
    if (gone.length > 0 && !dry_run) await keepLease(dependencies, runtime);
    const isBelieved =
      allow_mass_deletion || gone.length <= Math.max(alwaysBelieved, inCatalogue.size * believedShare);
    const deleted = !isBelieved
      ? 0
      : dry_run
        ? gone.length
        : await deleteFromCatalogue(dependencies, runtime, gone);
    const held_back = isBelieved ? 0 : gone.length;
    const counted = { ...report, deleted: report.deleted + deleted, held_back };
    const changed = isBelieved ? addExamples(counted, 'gone', gone) : counted;

    const isMissing = !reread && [...inOdoo].some((id) => !inCatalogue.has(id));
    if (isMissing && !dry_run) {
      return { report: { ...changed, scope: 'everything' }, since: null, after: 0, more: true, reread: true };
    }
    return { report: changed };
  };
}
