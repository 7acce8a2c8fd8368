import { DelayedError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { UpstreamError } from '#errors/errors.ts';
import { atMost } from './at-most.ts';
import { type JobScheduler, jobQueueName, logConnectionAside, type TurnJob } from './job-scheduler.ts';
import { type LockWatch, watchLock } from './lock-watch.ts';
import { lastWordMs, type QueueSettings } from './queue-settings.ts';
import { runTurn } from './run-turn.ts';
import { startSweep } from './sweep.ts';
import type { TurnHandler } from './turn-queue.ts';
import type { TurnStore } from './turn-store.ts';

const outagePauseMs = 500;

export interface JobWorker {
  close(graceMs: number): Promise<void>;
}

/**
 * Runs turns as BullMQ hands them out: it keeps the jobs of one conversation apart, and gives a job to another
 * worker when its own no longer renews the lock.
 *
 * @param options.redis a patient connection; stays the caller's.
 * @param options.lockMs after which silence a worker counts as dead.
 * @param options.sweepMs how often to look for conversations that wait without a job.
 */
export function startJobWorker(options: {
  redis: Redis;
  prefix: string;
  lockMs: number;
  sweepMs: number;
  store: TurnStore;
  scheduler: JobScheduler;
  handler: TurnHandler;
  settings: QueueSettings;
}): JobWorker {
  const { store, scheduler, handler, settings, lockMs, sweepMs } = options;
  const { logger } = settings;
  const closing = new AbortController();
  const locks = new Map<string, LockWatch>();

  const worker = new Worker<TurnJob>(
    jobQueueName,
    async (job, token) => {
      const lock = watchLock(lockMs);
      const jobId = job.id ?? '';
      locks.set(jobId, lock);
      try {
        const signal = AbortSignal.any([closing.signal, lock.signal]);
        const next = await runTurn(job.data.conversationKey, { store, handler, settings, signal });
        if (next === 'done') return;
        await job.moveToDelayed(Date.now() + next.againInMs, token);
      } finally {
        lock.stop();
        locks.delete(jobId);
      }
      throw new DelayedError();
    },
    {
      connection: options.redis,
      prefix: options.prefix,
      concurrency: settings.concurrency,
      lockDuration: lockMs,
      // Often: each look is one script, and whoever has written waits for it.
      stalledInterval: Math.ceil(lockMs / 4),
      // After an outage of Redis; BullMQ's own 15 s would be silence towards customers.
      runRetryDelay: outagePauseMs,
      // Attempts are counted with the turn, crashed ones included: BullMQ itself never gives up.
      maxStalledCount: Number.MAX_SAFE_INTEGER,
    },
  );
  worker.on('locksRenewed', ({ jobIds }) => {
    for (const jobId of jobIds) locks.get(jobId)?.renewed();
  });
  worker.on('lockRenewalFailed', (jobIds) => {
    for (const jobId of jobIds) locks.get(jobId)?.lost();
  });
  // Not the handler's failures, which runTurn settles: Redis refused a step. The sweep brings the turn back.
  worker.on('failed', (job, error) =>
    logger.error(
      { err: error, conversationKey: job?.data.conversationKey },
      'turn queue lost hold of a turn',
    ),
  );
  worker.on('error', (error) => logConnectionAside(logger, error));

  const stopSweeping = startSweep({ store, scheduler, settings, sweepMs });

  return {
    async close(graceMs) {
      stopSweeping();
      const ended = worker.close();
      await atMost(graceMs, ended);
      closing.abort(new UpstreamError('The process is shutting down.', { code: 'shutting_down' }));
      // A turn that ignores its signal, or a Redis that is away, must not keep the connections open.
      if (!(await atMost(lastWordMs, ended))) await atMost(lastWordMs, worker.disconnect());
    },
  };
}
