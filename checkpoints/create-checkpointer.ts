import { type BaseCheckpointSaver, MemorySaver } from '@langchain/langgraph-checkpoint';
import type { Logger } from '#telemetry/logger.ts';
import { RedisSaver } from './redis-saver.ts';
import type { RedisConnection } from './script.ts';

/** A saver in Redis, or in memory where there is none; the log says which. */
export function createCheckpointer(options: {
  redis?: RedisConnection | undefined;
  logger: Logger;
}): BaseCheckpointSaver {
  const { redis, logger } = options;
  if (redis) return new RedisSaver({ redis, logger });
  logger.warn('checkpoints are kept in memory: they end with this process; set REDIS_URL to keep them');
  return new MemorySaver();
}
