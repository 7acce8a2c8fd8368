import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint';
import { RedisSaver } from '#checkpoints/redis-saver.ts';
import type { Tenants } from '#config/tenants/tenants.ts';
import type { CrewsMetrics } from '#telemetry/crews-metrics.ts';
import type { TurnHandler, TurnQueue, TurnQueueOptions } from './queue/turn-queue.ts';
import type { RunStore } from './runs/run-store.ts';

/** Times every attempt at a turn, and the wait before the first; one that was aborted to begin anew, or elsewhere, is no outcome. */
export function countTurns(handler: TurnHandler, figures: CrewsMetrics): TurnHandler {
  return async (turn, signal, commit) => {
    if (turn.attempt === 1 && turn.arrivedAt !== undefined)
      figures.stageEnded('queue', (Date.now() - turn.arrivedAt) / 1_000);
    const started = performance.now();
    const end = (outcome: 'answered' | 'failed') =>
      figures.turnEnded({ tenant: turn.tenant, outcome, seconds: (performance.now() - started) / 1_000 });
    try {
      await handler(turn, signal, commit);
      end('answered');
    } catch (error) {
      if (!signal.aborted) end('failed');
      throw error;
    }
  };
}

/** Counts turns that are given up; their customers are handed to people. */
export function countDeadTurns(
  onDead: NonNullable<TurnQueueOptions['onDead']>,
  figures: CrewsMetrics,
): NonNullable<TurnQueueOptions['onDead']> {
  return async (turn, error) => {
    await onDead(turn, error);
    figures.turnEnded({ tenant: turn.tenant, outcome: 'dead', seconds: 0 });
    figures.handedOff(turn.tenant, 'failure');
  };
}

/** Times what the graphs ask of the checkpoints, on the saver that they use, and counts what goes to Redis. */
export function measureCheckpoints(saver: BaseCheckpointSaver, figures: CrewsMetrics): void {
  const timed =
    <Words extends unknown[], Result>(
      operation: 'put' | 'putWrites' | 'getTuple',
      call: (...words: Words) => Promise<Result>,
    ) =>
    async (...words: Words): Promise<Result> => {
      const started = performance.now();
      try {
        return await call(...words);
      } finally {
        figures.checkpointed(operation, (performance.now() - started) / 1_000);
      }
    };
  if (saver instanceof RedisSaver) saver.onWritten = figures.wroteState;
  saver.put = timed('put', saver.put.bind(saver));
  saver.putWrites = timed('putWrites', saver.putWrites.bind(saver));
  saver.getTuple = timed('getTuple', saver.getTuple.bind(saver));
}

/** Shows how much waits, whenever the metrics are read. */
export function watchWork(
  figures: CrewsMetrics,
  queue: Pick<TurnQueue, 'stats'>,
  approvals: () => Promise<number>,
): void {
  figures.watchQueue(async () => {
    const { waiting, oldestWaitingMs, dead } = await queue.stats();
    return { waiting, oldestSeconds: oldestWaitingMs / 1_000, deadLetters: dead };
  });
  figures.watchApprovals(approvals);
}

const mostCounted = 1_000;

/** Approvals that wait, of all tenants; at most 1,000 of each are counted. */
export async function countApprovals(
  runs: Pick<RunStore, 'waitingThreads'>,
  tenants: Tenants,
): Promise<number> {
  const waiting = await Promise.all(
    tenants.names().map((tenant) => runs.waitingThreads(tenant, { offset: 0, limit: mostCounted })),
  );
  return waiting.reduce((total, threads) => total + threads.length, 0);
}
