import { closeRedis, connectRedis } from '#adapters/redis/connect-redis.ts';
import { translateRedisError } from '#adapters/redis/translate-error.ts';
import { deadLettersOf } from './dead-letters.ts';
import { createJobScheduler } from './job-scheduler.ts';
import { type JobWorker, startJobWorker } from './job-worker.ts';
import { appendEvent } from './offer-event.ts';
import { queueSettings } from './queue-settings.ts';
import { createRedisTurnStore } from './redis-turn-store.ts';
import type { TurnQueue, TurnQueueOptions } from './turn-queue.ts';

/** Below Chatwoot's five seconds, with room for the rest of the webhook. */
const offerTimeoutMs = 1_800;

export interface RedisTurnQueueOptions extends TurnQueueOptions {
  /** `redis://` or `rediss://`. Redis must not evict: `maxmemory-policy noeviction`. */
  url: string;
  password?: string | undefined;
  /** Of all keys; a hash tag keeps them on one node of a cluster. `{turns}` by default. */
  prefix?: string;
  /** After which silence a worker counts as dead and its turn goes to another; 8,000 by default. */
  lockMs?: number;
  /** How often to look for messages whose process ended before it could queue them; 5,000 by default. */
  sweepMs?: number;
}

/**
 * A queue for any number of processes on one Redis: a message that was accepted survives the end of each of
 * them, and that of Redis as far as its append-only file goes (`appendfsync always` loses none).
 */
export function createRedisTurnQueue(options: RedisTurnQueueOptions): TurnQueue {
  const { url, password, prefix = '{turns}', lockMs = 8_000, sweepMs = 5_000 } = options;
  const settings = queueSettings(options);
  const { logger } = settings;
  // Whoever offers or asks must get an answer soon; a turn's outcome can wait until Redis is back.
  const quick = connectRedis({ url, password, role: 'queue-offers', logger });
  const patient = connectRedis({ url, password, role: 'queue-turns', logger, patient: true });
  const store = createRedisTurnStore(quick, { prefix: `${prefix}:`, settings });
  const scheduler = createJobScheduler(patient, { prefix, logger });
  let worker: JobWorker | undefined;

  /** Chatwoot does not wait for it: what is stored is found by the sweep too. */
  const wake = (conversationKey: string, delayMs: number) => {
    scheduler
      .wake(conversationKey, delayMs)
      .catch((error) => logger.warn({ err: error, conversationKey }, 'a turn waits for the next sweep'));
  };

  return {
    offer: (event) =>
      within(offerTimeoutMs, async () => {
        const { kind, waiting, running } = await appendEvent(store, event);
        // For a duplicate too: the first delivery may have failed before it came to this line.
        if (waiting) wake(event.conversationKey, running || event.alone ? 0 : settings.debounceMs);
        return kind;
      }),
    typing: (conversationKey) => within(offerTimeoutMs, () => store.typing(conversationKey)),
    isBusy: (conversationKey) => within(offerTimeoutMs, () => store.holds(conversationKey)),
    async start(handler) {
      const patientStore = createRedisTurnStore(patient, { prefix: `${prefix}:`, settings });
      worker = startJobWorker({
        redis: patient,
        prefix,
        lockMs,
        sweepMs,
        store: patientStore,
        scheduler,
        handler,
        settings,
      });
    },
    stats: () =>
      within(offerTimeoutMs, async () => {
        const [{ conversations, dead, oldestMs }, active] = await Promise.all([
          store.counts(),
          scheduler.active(),
        ]);
        return { waiting: Math.max(0, conversations - active), active, dead, oldestWaitingMs: oldestMs };
      }),
    deadLetters: deadLettersOf(store, (conversationKey) => scheduler.wake(conversationKey, 0)),
    async close(graceMs) {
      await worker?.close(graceMs);
      await scheduler.close();
      await Promise.all([closeRedis(quick), closeRedis(patient)]);
    },
  };
}

/** @throws UpstreamError after `milliseconds`; what was begun may still happen, which every step here allows. */
async function within<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(translateRedisError(new Error(`no answer within ${milliseconds} ms`))),
    milliseconds,
  );
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
