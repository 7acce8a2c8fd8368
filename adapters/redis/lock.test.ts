import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { ConflictError } from '#errors/errors.ts';
import type { Lock } from './lock.ts';
import { createMemoryLock } from './memory-lock.ts';
import { createRedisLock } from './redis-lock.ts';

const redis = new Redis(inject('redisUrl'));
const prefix = `{lock-test-${process.pid}}:`;
afterAll(() => redis.disconnect());

const implementations: [string, (options: { patienceMs?: number }) => Lock][] = [
  ['memory', createMemoryLock],
  ['Redis', (options) => createRedisLock(redis, { prefix, ...options })],
];

/** The suite that every implementation of the port passes. */
describe.each(implementations)('a lock in %s', (name, create) => {
  const key = (test: string) => `${name}-${test}`;

  test("gives back the work's result, and its error as it is", async () => {
    const lock = create({});
    expect(await lock.withLock(key('result'), 1_000, async () => 42)).toBe(42);
    const failure = new Error('mine');
    await expect(lock.withLock(key('result'), 1_000, () => Promise.reject(failure))).rejects.toBe(failure);
  });

  test('works on one key follow each other, none overlaps', async () => {
    const lock = create({});
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await sleep(5);
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 10 }, () => lock.withLock(key('one'), 1_000, work)));
    expect(most).toBe(1);
  });

  test('another key is not held up', async () => {
    const lock = create({});
    const order: string[] = [];
    const slow = lock.withLock(key('slow'), 1_000, () => sleep(150).then(() => order.push('slow')));
    await sleep(10);
    await lock.withLock(key('quick'), 1_000, async () => order.push('quick'));
    await slow;
    expect(order).toEqual(['quick', 'slow']);
  });

  test('a key that stays taken is refused after the patience, as retryable', async () => {
    const lock = create({ patienceMs: 80 });
    const holder = lock.withLock(key('taken'), 1_000, () => sleep(300));
    await sleep(10);
    const refusal = lock.withLock(key('taken'), 1_000, async () => 'never');
    await expect(refusal).rejects.toMatchObject({ code: 'locked', retryable: true });
    await expect(refusal).rejects.toBeInstanceOf(ConflictError);
    await holder;
    expect(await lock.withLock(key('taken'), 1_000, async () => 'free')).toBe('free');
  });

  test('work longer than the lifetime keeps the key', async () => {
    const lock = create({ patienceMs: 40 });
    const holder = lock.withLock(key('long'), 150, async (signal) => {
      await sleep(500);
      return signal.aborted;
    });
    await sleep(350);
    await expect(lock.withLock(key('long'), 150, async () => 'stolen')).rejects.toThrow(ConflictError);
    expect(await holder).toBe(false);
  });

  test('the key is free after a failure', async () => {
    const lock = create({ patienceMs: 40 });
    await lock.withLock(key('failed'), 60_000, () => Promise.reject(new Error('x'))).catch(() => undefined);
    expect(await lock.withLock(key('failed'), 1_000, async () => 'free')).toBe('free');
  });
});

describe('a lock in Redis', () => {
  test('is the same for two processes, here two connections', async () => {
    const other = new Redis(inject('redisUrl'));
    const first = createRedisLock(redis, { prefix });
    const second = createRedisLock(other, { prefix, patienceMs: 50 });
    await first.withLock('shared', 1_000, async () => {
      await expect(second.withLock('shared', 1_000, async () => 'both')).rejects.toThrow(ConflictError);
    });
    other.disconnect();
  });

  test('is free within its lifetime after a crash', async () => {
    await redis.set(`${prefix}crashed`, 'token of a dead process', 'PX', 150);
    const lock = createRedisLock(redis, { prefix });
    expect(await lock.withLock('crashed', 1_000, async () => 'mine')).toBe('mine');
  });

  test('tells the work when the key is lost, and does not give back what is not its own', async () => {
    const lock = createRedisLock(redis, { prefix });
    const reason = await lock.withLock('lost', 150, async (signal) => {
      await redis.set(`${prefix}lost`, 'somebody else');
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return signal.reason;
    });
    expect(reason).toMatchObject({ code: 'lock_lost' });
    expect(await redis.getdel(`${prefix}lost`)).toBe('somebody else');
  });

  test('counts as lost when Redis stays away for a lifetime', async () => {
    const own = new Redis(inject('redisUrl'), { commandTimeout: 100 });
    own.on('error', () => undefined);
    const lock = createRedisLock(own, { prefix });
    const start = performance.now();
    await lock.withLock('away', 300, async (signal) => {
      own.disconnect();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });
    expect(performance.now() - start).toBeGreaterThan(250);
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  test('is not taken while Redis is down', async () => {
    const down = new Redis('redis://127.0.0.1:1', { maxRetriesPerRequest: 0 });
    down.on('error', () => undefined);
    const lock = createRedisLock(down, { prefix });
    await expect(lock.withLock('down', 1_000, async () => 'never')).rejects.toMatchObject({
      code: 'redis_unavailable',
      retryable: true,
    });
    down.disconnect();
  });
});
