import { closeRedis, connectRedis } from '#adapters/redis/connect-redis.ts';
import { configFromEnvironment } from '#config/environment.ts';
import { connectState } from '#crews/state.ts';
import { errorText } from '#errors/describe-error.ts';
import { ConfigError, InputError } from '#errors/errors.ts';
import { createLogger } from '#telemetry/logger.ts';
import { describeRun } from './trace/describe-run.ts';

/** `npm run trace -- <thread>`: prints what happened in a thread's last run, from its checkpoints in Redis. */
try {
  const [threadId] = process.argv.slice(2);
  if (!threadId) throw new InputError('Which thread?', { fix: 'npm run trace -- <thread id>' });
  const config = configFromEnvironment();
  if (!config.REDIS_URL) {
    throw new ConfigError('Without REDIS_URL threads are in the memory of the process that has them.', {
      fix: 'Set REDIS_URL to the Redis of crews.',
    });
  }
  const logger = createLogger({ service: 'trace', level: 'warn' });
  const redis = connectRedis({
    url: config.REDIS_URL,
    password: config.REDIS_PASSWORD,
    role: 'trace',
    logger,
  });
  try {
    const text = await describeRun(connectState(config, redis, logger).checkpointer, threadId);
    if (text === undefined)
      throw new InputError(`There is no thread ${threadId}.`, { fix: 'The log of crews names threads.' });
    process.stdout.write(`${text}\n`);
  } finally {
    await closeRedis(redis);
  }
} catch (error) {
  process.stderr.write(`${errorText(error)}\n`);
  process.exitCode = 1;
}
