import type { Redis } from 'ioredis';
import { connectRedis } from '#adapters/redis/connect-redis.ts';
import type { Config } from '#config/load-config.ts';
import type { Logger } from '#telemetry/logger.ts';
import { createMemoryRunStore } from './memory-run-store.ts';
import { createRedisRunStore } from './redis-run-store.ts';
import type { RunStore } from './run-store.ts';

const dayMs = 24 * 3_600_000;

/** Runs in Redis, or in memory where there is none. */
export function createRunStore(config: Config, redis: Redis | undefined, logger: Logger): RunStore {
  const keepThreadMs = config.STATE_EXPIRY_DAYS === undefined ? undefined : config.STATE_EXPIRY_DAYS * dayMs;
  if (!redis || !config.REDIS_URL) return createMemoryRunStore({ keepThreadMs });
  const { REDIS_URL: url, REDIS_PASSWORD: password } = config;
  const subscriber = connectRedis({ url, password, role: 'runs', logger, patient: true });
  return createRedisRunStore({ redis, subscriber, keepThreadMs });
}
