import { type BaseCheckpointSaver, MemorySaver } from '@langchain/langgraph-checkpoint';
import type { Logger } from '#telemetry/logger.ts';
import { inspectServer } from './inspect-server.ts';
import { RedisSaver, type RedisSaverOptions } from './redis-saver.ts';
import type { RedisConnection } from './script.ts';

/**
 * A saver in Redis, or in memory where there is none; the log says which, and what of the Redis server's settings
 * could lose checkpoints.
 */
export function createCheckpointer(
  options: Omit<RedisSaverOptions, 'redis'> & { redis?: RedisConnection | undefined; logger: Logger },
): BaseCheckpointSaver {
  const { redis, logger, ...saverOptions } = options;
  if (redis) {
    void reportProblems(redis, logger);
    return new RedisSaver({ redis, ...saverOptions });
  }
  logger.info('checkpoints are kept in memory: they end with this process; set REDIS_URL to keep them');
  return new MemorySaver();
}

async function reportProblems(redis: RedisConnection, logger: Logger): Promise<void> {
  try {
    for (const problem of await inspectServer(redis)) logger.warn(problem, problem.problem);
  } catch (error) {
    // The saver reports the same fault to whoever uses it; a start must not fail for it.
    logger.warn({ err: error }, 'the Redis server of the checkpoints could not be inspected');
  }
}
