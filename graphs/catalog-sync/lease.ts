import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CatalogSyncState } from './state.ts';
import { callTool, type SyncDependencies, type SyncRuntime } from './sync-tools.ts';

/** Longer than any step, so that it ends only where a process died; each step prolongs it. */
const leaseSeconds = 150;
/** Another process that goes on with the same thread is another holder. */
const thisProcess = randomUUID();

type Node = (state: CatalogSyncState, runtime: SyncRuntime) => Promise<Partial<CatalogSyncState>>;

/**
 * A step that runs only while no other sync writes into the same catalogue: two at once would delete what the
 * other has just written. A step that fails gives the lease back, as the next attempt may be another process's.
 * @throws ConflictError `lease_taken` while another has it.
 */
export function underLease(dependencies: SyncDependencies, node: Node): Node {
  return async (state, runtime) => {
    if (state.dry_run) return node(state, runtime);
    await keepLease(dependencies, runtime);
    try {
      return await node(state, runtime);
    } catch (error) {
      await releaseLease(dependencies, runtime).catch(() => undefined); // it ends by itself; the failure is what counts
      throw error;
    }
  };
}

/** Prolongs the lease within a long step, before it writes. @throws ConflictError when another sync has it meanwhile. */
export function keepLease(dependencies: SyncDependencies, runtime: SyncRuntime): Promise<void> {
  return holdLease(dependencies, runtime, leaseSeconds);
}

/** Lets the next sync begin at once. */
export function releaseLease(dependencies: SyncDependencies, runtime: SyncRuntime): Promise<void> {
  return holdLease(dependencies, runtime, 0);
}

async function holdLease(
  dependencies: SyncDependencies,
  runtime: SyncRuntime,
  seconds: number,
): Promise<void> {
  const holder = `${thisProcess}/${runtime.executionInfo?.threadId ?? ''}`.slice(0, 100);
  const args = { name: 'sync products', holder, seconds };
  await callTool(dependencies, runtime, 'qdrant_hold_lease', args, z.object({}));
}
