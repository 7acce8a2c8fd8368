import { Redis } from 'ioredis';
import { afterEach, expect, test, vi } from 'vitest';
import { silentLogger } from '#telemetry/logger.ts';
import { startWatchedRedis } from '#test/redis.ts';
import { createRedisTurnQueue } from './redis-turn-queue.ts';
import { eventOf, recordingHandler, textsOf } from './testing.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

test('after a failover under Sentinel the queue goes on: what was accepted before, and what comes then', async () => {
  const { master, sentinelPort, stop } = await startWatchedRedis();
  closing.push(stop);
  const queue = createRedisTurnQueue({
    url: `redis+sentinel://127.0.0.1:${sentinelPort}/main`,
    debounceMs: 4_000,
    backoffMs: 20,
    sweepMs: 500,
    logger: silentLogger,
  });
  closing.push(() => queue.close(0));
  const { handler, turns } = recordingHandler();
  await queue.start(handler);
  expect(await vi.waitFor(() => queue.offer(eventOf('a', 'before')), { timeout: 10_000 })).toBe('accepted');

  const redis = new Redis(master.url);
  await vi.waitFor(async () => expect(await redis.info('replication')).toContain('state=online'), {
    timeout: 20_000,
  });
  // What was not replicated yet is lost in a failover; WAIT looks at what this connection wrote.
  await redis.set('last', 'written');
  expect(await redis.wait(1, 5_000)).toBe(1);
  redis.disconnect();
  await master.stop();
  await vi.waitFor(() => queue.offer(eventOf('a', 'after')), { timeout: 45_000, interval: 200 });
  await vi.waitFor(() => expect(turns.flatMap(textsOf)).toEqual(['before', 'after']), { timeout: 20_000 });
}, 120_000);
