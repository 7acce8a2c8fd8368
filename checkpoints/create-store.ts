import { type BaseStore, InMemoryStore } from '@langchain/langgraph-checkpoint';
import type { Logger } from '#telemetry/logger.ts';
import type { RedisConnection } from './script.ts';
import { RedisStore, type RedisStoreOptions } from './store/redis-store.ts';

/** Long-term memory in Redis, or in this process where there is none; the log says which. */
export function createStore(
  options: Omit<RedisStoreOptions, 'redis'> & { redis?: RedisConnection | undefined; logger: Logger },
): BaseStore {
  const { redis, logger, ...storeOptions } = options;
  if (redis) return new RedisStore({ redis, ...storeOptions });
  logger.info('long-term memory ends with this process; set REDIS_URL to keep it');
  return new InMemoryStore();
}
