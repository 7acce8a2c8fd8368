import { randomUUID } from 'node:crypto';
import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint';
import { UpstreamError } from '#errors/errors.ts';
import type { CompiledGraph, GraphName } from '#graphs/catalogue.ts';
import type { Logger } from '#telemetry/logger.ts';
import { type ActiveRuns, createActiveRuns } from './active-runs.ts';
import { waitForEnd } from './follow-run.ts';
import { keepLeases } from './keep-leases.ts';
import { performRun } from './perform-run.ts';
import type { Run, RunOrder } from './run.ts';
import type { Begun, IdempotencyKey, RunStore } from './run-store.ts';
import { startTaking } from './start-taking.ts';

export interface RunEngineOptions {
  store: RunStore;
  graphs: Record<GraphName, CompiledGraph>;
  checkpointer: Pick<BaseCheckpointSaver, 'deleteThread'>;
  logger: Logger;
  /** Runs that this replica executes side by side; more wait. 50 by default. */
  concurrency?: number;
  /** Longest time for one attempt; 15 minutes by default. */
  runTimeoutMs?: number;
  /** As the store's; 15,000 by default. */
  leaseMs?: number;
  /** How often to look for runs that nobody executes; 1,000 by default. */
  pollMs?: number;
}

export interface RunEngine {
  /**
   * Receives a run; it is executed by this replica where there is room, otherwise by one that has.
   *
   * @throws UpstreamError (`shutting_down`) when this replica is on its way out.
   */
  receive(order: RunOrder, key?: IdempotencyKey): Promise<Begun>;
  /** The run when it has ended, here or elsewhere; undefined when the signal comes first, or it is not known. */
  wait(id: string, signal: AbortSignal): Promise<Run | undefined>;
  /** Whether this replica is on its way out. */
  readonly closing: boolean;
  /**
   * Takes no more runs and lets those that go on end; after half of the time they stop at their next step, at the
   * end of it at once. What has not ended goes to another replica.
   */
  close(graceMs: number): Promise<void>;
}

/** Executes runs, of this replica and of those that died. */
export async function startRunEngine(options: RunEngineOptions): Promise<RunEngine> {
  const { store, graphs, checkpointer, logger } = options;
  const { concurrency = 50, runTimeoutMs = 900_000, leaseMs = 15_000, pollMs = 1_000 } = options;
  const owner = randomUUID();
  const active: ActiveRuns = createActiveRuns();
  let closing = false;
  const room = () => (closing ? 0 : Math.max(0, concurrency - active.size));

  const launch = (run: Run) =>
    active.add(run.id, (controls) =>
      performRun(run, { owner, store, graphs, checkpointer, logger, runTimeoutMs, controls }),
    );
  const taking = startTaking({ store, owner, room, launch, logger, pollMs });
  const stopRenewing = keepLeases({ store, owner, active, logger, leaseMs });
  await store.onSignal((signal) => {
    if (signal.kind === 'stop') active.stop(signal.id);
    else taking.look();
  });

  return {
    get closing() {
      return closing;
    },
    async receive(order, key) {
      if (closing) throw shuttingDown();
      const start = room() > 0;
      const begun = await store.begin(order, { owner, start, ...(key ? { key } : {}) });
      if (begun.kind === 'started') {
        launch({ ...order, status: 'running', attempt: 1, released: 0, updatedAt: order.createdAt });
      }
      return begun;
    },
    async wait(id, signal) {
      const own = await active.ended(id, signal);
      return own ?? (closing || signal.aborted ? undefined : waitForEnd(store, id, signal));
    },
    async close(graceMs) {
      closing = true;
      taking.stop();
      await active.drain(graceMs);
      stopRenewing();
    },
  };
}

function shuttingDown(): UpstreamError {
  return new UpstreamError('This replica is shutting down.', {
    code: 'shutting_down',
    fix: 'Send it again; another replica takes it.',
  });
}
