import type { Config } from '#config/load-config.ts';
import type { Logger } from '#telemetry/logger.ts';
import { createMemoryTurnQueue } from './memory-turn-queue.ts';
import { createRedisTurnQueue } from './redis-turn-queue.ts';
import type { TurnQueue, TurnQueueOptions } from './turn-queue.ts';

/** The queue in Redis, or in memory where there is none; the log says which. */
export function createTurnQueue(options: {
  config: Config;
  logger: Logger;
  onDead: NonNullable<TurnQueueOptions['onDead']>;
}): TurnQueue {
  const { config, logger, onDead } = options;
  const settings = {
    logger,
    onDead,
    debounceMs: config.TURN_DEBOUNCE_MS,
    attempts: config.TURN_ATTEMPTS,
    concurrency: config.TURN_CONCURRENCY,
    doubleTexting: config.TURN_DOUBLE_TEXTING,
  };
  if (config.REDIS_URL) {
    return createRedisTurnQueue({ ...settings, url: config.REDIS_URL, password: config.REDIS_PASSWORD });
  }
  logger.info(
    'messages are queued in memory: those that wait are lost when this process ends; set REDIS_URL',
  );
  return createMemoryTurnQueue(settings);
}
