import { Redis } from 'ioredis';
import { silentLogger } from '#telemetry/logger.ts';
import { createRedisTurnQueue } from './redis-turn-queue.ts';
import { textsOf } from './testing.ts';

/*
 * A worker process that tests start and kill: `node testing-worker.ts <redis url> <prefix> <lock ms> <turn ms>`.
 * Each attempt is written to the list `<prefix>:attempts` at its begin, each turn to the hash `<prefix>:done` at
 * its end.
 */
const [url = '', prefix = '', lockMs = '', turnMs = ''] = process.argv.slice(2);
const redis = new Redis(url);
const queue = createRedisTurnQueue({
  url,
  prefix,
  lockMs: Number(lockMs),
  sweepMs: 500,
  debounceMs: 50,
  longestDebounceMs: 200,
  attempts: 20,
  logger: silentLogger,
});

await queue.start(async (turn) => {
  await redis.rpush(`${prefix}:attempts`, JSON.stringify({ ...turn, process: process.pid }));
  await new Promise((resolve) => setTimeout(resolve, Number(turnMs)));
  await redis.hset(`${prefix}:done`, turn.turnId, JSON.stringify(textsOf(turn)));
});
process.stdout.write('started\n');
