import type { Logger } from '#telemetry/logger.ts';
import type { ActiveRuns } from './active-runs.ts';
import type { RunStore } from './run-store.ts';

/**
 * Renews the leases of the active runs three times in their life. A run that is lost, or whose lease cannot be
 * renewed for its whole life, is cut off: another replica may have begun it. Returns how to end.
 */
export function keepLeases(options: {
  store: Pick<RunStore, 'renew'>;
  owner: string;
  active: ActiveRuns;
  logger: Logger;
  leaseMs: number;
}): () => void {
  const { store, owner, active, logger, leaseMs } = options;
  let renewedAt = performance.now();

  async function renew(): Promise<void> {
    const ids = active.ids();
    const askedAt = performance.now();
    try {
      const { lost, stopping } = ids.length ? await store.renew(owner, ids) : { lost: [], stopping: [] };
      renewedAt = askedAt;
      for (const id of lost) active.lose(id);
      for (const id of stopping) active.stop(id);
    } catch (error) {
      logger.warn({ err: error, runs: ids.length }, 'the leases of runs could not be renewed');
      if (performance.now() - renewedAt > leaseMs) for (const id of ids) active.lose(id);
    }
  }

  const timer = setInterval(renew, leaseMs / 3);
  timer.unref();
  return () => clearInterval(timer);
}
