import { configFromEnvironment } from '#config/environment.ts';
import { createRedisTurnQueue } from '#crews/queue/redis-turn-queue.ts';
import { describeError, errorText } from '#errors/describe-error.ts';
import { ConfigError } from '#errors/errors.ts';
import { createLogger } from '#telemetry/logger.ts';
import { parseQueueCommand, queueUsage } from './queue/queue-command.ts';
import { runQueueCommand } from './queue/run-queue-command.ts';

/** `npm run queue -- list|show|replay|drop|stats`: the dead letters of the queue in Redis. */
async function run(args: string[]): Promise<void> {
  if (args.includes('--help')) {
    process.stdout.write(queueUsage);
    return;
  }
  const command = parseQueueCommand(args);
  const { REDIS_URL: url, REDIS_PASSWORD: password } = configFromEnvironment();
  if (!url)
    throw new ConfigError('Without REDIS_URL the queue is in the memory of crews, where nobody can look.', {
      fix: 'Set REDIS_URL to the Redis that crews uses.',
    });
  const queue = createRedisTurnQueue({
    url,
    password,
    logger: createLogger({ service: 'queue', level: 'error' }),
  });
  try {
    const { output, succeeded } = await runQueueCommand(queue, command);
    process.stdout.write(output);
    process.exitCode = succeeded ? 0 : 1;
  } finally {
    await queue.close(0);
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${errorText(error)}\n`);
  process.exitCode = describeError(error).code === 'invalid_input' ? 2 : 1;
}
