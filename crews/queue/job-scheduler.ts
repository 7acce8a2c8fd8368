import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from '#telemetry/logger.ts';

/** The BullMQ queue whose jobs say no more than "this conversation has something". */
export const jobQueueName = 'jobs';
export interface TurnJob {
  conversationKey: string;
}

export interface JobScheduler {
  /** Sees to it that a conversation is looked at, after `delayMs` or when a job of it is due anyway. */
  wake(conversationKey: string, delayMs: number): Promise<void>;
  /** Turns that run now, in all processes. */
  active(): Promise<number>;
  close(): Promise<void>;
}

/** @param redis a patient connection; stays the caller's. */
export function createJobScheduler(redis: Redis, options: { prefix: string; logger: Logger }): JobScheduler {
  const queue = new Queue<TurnJob>(jobQueueName, {
    connection: redis,
    prefix: options.prefix,
    // Nobody reads the events; BullMQ writes them anyway.
    streams: { events: { maxLen: 100 } },
    // What matters is in the turn store: a job that failed beyond expectation is made anew from there.
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  });
  queue.on('error', (error) => logConnectionAside(options.logger, error));

  return {
    async wake(conversationKey, delayMs) {
      // One job waits and one runs at most for a conversation: with keepLastIfActive, a job that is added during
      // another's run begins when that ends.
      const deduplication = { id: conversationKey, keepLastIfActive: true };
      await queue.add('turn', { conversationKey }, { delay: delayMs, deduplication });
    },
    active: () => queue.getActiveCount(),
    close: () => queue.close(),
  };
}

/** Outages are logged by the connection itself; what else BullMQ reports is worth a warning. */
export function logConnectionAside(logger: Logger, error: Error): void {
  const isOutage = 'code' in error || /Connection is closed|Command timed out/.test(error.message);
  logger[isOutage ? 'debug' : 'warn']({ reason: error.message }, 'turn queue');
}
