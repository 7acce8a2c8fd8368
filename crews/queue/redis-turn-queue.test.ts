import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { type RedisProxy, startRedisProxy } from '#adapters/redis/testing.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { createRedisTurnQueue, type RedisTurnQueueOptions } from './redis-turn-queue.ts';
import { eventOf, recordingHandler, textsOf, withoutArrival } from './testing.ts';
import type { Turn, TurnQueue } from './turn-queue.ts';

const url = inject('redisUrl');
const redis = new Redis(url);
const prefix = `{redis-turn-queue-test-${process.pid}}`;
const lockMs = 1_000;
afterAll(() => redis.disconnect());

const closing: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  const keys = await redis.keys(`${prefix}*`);
  if (keys.length > 0) await redis.del(keys);
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function queueWith(options: Partial<RedisTurnQueueOptions> = {}): TurnQueue {
  const queue = createRedisTurnQueue({
    url,
    prefix,
    lockMs,
    debounceMs: 50,
    backoffMs: 20,
    logger: silentLogger,
    ...options,
  });
  closing.push(() => queue.close(0));
  return queue;
}

async function startProxy(): Promise<RedisProxy> {
  const proxy = await startRedisProxy(url);
  closing.push(proxy.close);
  return proxy;
}

/** A worker in a process of its own, to be killed. */
async function startWorkerProcess(turnMs: number): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('testing-worker.ts', import.meta.url));
  const child = spawn(process.execPath, [script, url, prefix, `${lockMs}`, `${turnMs}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  closing.push(() => kill(child));
  if (child.stdout) await once(child.stdout, 'data');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function attempts(): Promise<(Turn & { process: number })[]> {
  const texts = await redis.lrange(`${prefix}:attempts`, 0, -1);
  return texts.map((text) => JSON.parse(text) as Turn & { process: number });
}

/** Worker processes that were killed in the middle of nothing are no test: these are in the middle of a turn. */
async function busyProcesses(): Promise<number[]> {
  const done = await redis.hkeys(`${prefix}:done`);
  const open = (await attempts()).filter(({ turnId }) => !done.includes(turnId));
  return open.map(({ process }) => process).filter(isAlive);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const until = (check: () => unknown, timeout = 15_000) => vi.waitFor(check, { timeout, interval: 20 });

describe('several processes', () => {
  test('two queues share the work; no two turns of a conversation overlap', async () => {
    const running = new Set<string>();
    let overlapped = false;
    const handled: Turn[][] = [[], []];
    const texts = Array.from({ length: 100 }, (_, index) => `${index}`);
    const queues = handled.map((turns) => {
      const queue = queueWith({ debounceMs: 0, concurrency: 4 });
      const handler = async (turn: Turn) => {
        overlapped ||= running.has(turn.conversationKey);
        running.add(turn.conversationKey);
        turns.push(turn);
        await sleep(10);
        running.delete(turn.conversationKey);
      };
      return { queue, handler };
    });
    for (const { queue, handler } of queues) await queue.start(handler);
    for (const [index, text] of texts.entries()) {
      await queues[index % 2]?.queue.offer(eventOf(`c${index % 5}`, text));
      await sleep(3);
    }
    await until(() => expect(handled.flat().flatMap(textsOf)).toHaveLength(100));
    expect(overlapped).toBe(false);
    expect(handled.flat().flatMap(textsOf).toSorted()).toEqual(texts.toSorted());
    expect(handled.every((turns) => turns.length > 0)).toBe(true);
  });

  test('a delivery that another process took is a duplicate', async () => {
    expect(await queueWith().offer(eventOf('a', 'oi', 'delivery-1'))).toBe('accepted');
    expect(await queueWith().offer(eventOf('a', 'oi', 'delivery-1'))).toBe('duplicate');
  });

  test('a turn that closing interrupted goes on in another process, as the same turn', async () => {
    const first = queueWith();
    const interrupted = recordingHandler((_turn, signal) => sleep(60_000, undefined, { signal }));
    await first.start(interrupted.handler);
    await first.offer(eventOf('a', 'oi'));
    await until(() => expect(interrupted.turns).toHaveLength(1));
    await first.close(0);

    const second = queueWith();
    const { turns, handler } = recordingHandler();
    await second.start(handler);
    await until(() => expect(turns).toHaveLength(1), 900);
    expect(withoutArrival(turns[0])).toEqual({ ...withoutArrival(interrupted.turns[0]), attempt: 2 });
  });

  test('a turn that ignored the closing goes on elsewhere once its lock has run out', async () => {
    const first = queueWith();
    const stubborn = recordingHandler(() => sleep(10_000));
    await first.start(stubborn.handler);
    await first.offer(eventOf('a', 'oi'));
    await until(() => expect(stubborn.turns).toHaveLength(1));
    await first.close(0);

    const second = queueWith();
    const { turns, handler } = recordingHandler();
    await second.start(handler);
    await until(() =>
      expect(withoutArrival(turns[0])).toEqual({ ...withoutArrival(stubborn.turns[0]), attempt: 2 }),
    );
  });
});

describe('a killed process', () => {
  test('its turn is run again by another, with the same id and messages', async () => {
    const worker = await startWorkerProcess(60_000);
    const queue = queueWith();
    await queue.offer(eventOf('a', 'oi'));
    await queue.offer(eventOf('a', 'tem camiseta?'));
    await until(async () => expect(await attempts()).toHaveLength(1));
    await kill(worker);
    await queue.offer(eventOf('a', 'alô?'));

    const { turns, handler } = recordingHandler();
    await queue.start(handler);
    await until(() => expect(turns).toHaveLength(2));
    const [before] = await attempts();
    expect(turns[0]).toMatchObject({ turnId: before?.turnId, messages: before?.messages, attempt: 2 });
    expect(turns.map(textsOf)).toEqual([['oi', 'tem camiseta?'], ['alô?']]);
  });

  test('a turn that ends its process every time becomes a dead letter', async () => {
    const queue = queueWith({ attempts: 2 });
    await queue.offer(eventOf('a', 'poison'));
    for (const started of [1, 2]) {
      const worker = await startWorkerProcess(60_000);
      await until(async () => expect(await attempts()).toHaveLength(started));
      await kill(worker);
    }
    const { turns, handler } = recordingHandler();
    await queue.start(handler);
    await until(async () => expect((await queue.stats()).dead).toBe(1));
    expect((await queue.deadLetters.list())[0]?.error.code).toBe('attempts_used_up');
    expect(turns).toEqual([]);
  });

  test('between storing a message and queueing its job: the sweep finds it', async () => {
    const queue = queueWith({ sweepMs: 200, longestDebounceMs: 100 });
    await queue.offer(eventOf('a', 'oi'));
    const jobs = () => redis.keys(`${prefix}:jobs:*`);
    await until(async () => expect(await jobs()).not.toEqual([]));
    await redis.del(await jobs());
    const { turns, handler } = recordingHandler();
    await queue.start(handler);
    await until(() => expect(turns.map(textsOf)).toEqual([['oi']]));
  });

  test('while processes are killed all the time, every message is answered, in one turn only', async () => {
    const conversations = Array.from({ length: 20 }, (_, index) => `c${index}`);
    const queue = queueWith();
    const workers = await Promise.all([startWorkerProcess(200), startWorkerProcess(200)]);
    for (const round of [1, 2, 3, 4, 5]) {
      for (const name of conversations) await queue.offer(eventOf(name, `${name}-${round}`));
      await until(async () => expect(await busyProcesses()).not.toEqual([]));
      const [busy] = await busyProcesses();
      const victim = workers.find(({ pid }) => pid === busy);
      if (victim) await kill(victim);
      workers.push(await startWorkerProcess(200));
    }
    const expected = conversations.flatMap((name) => [1, 2, 3, 4, 5].map((round) => `${name}-${round}`));
    const answered = async () =>
      (await redis.hvals(`${prefix}:done`)).flatMap((texts) => JSON.parse(texts) as string[]);
    await until(async () => expect((await answered()).length).toBeGreaterThanOrEqual(expected.length));
    expect((await answered()).toSorted()).toEqual(expected.toSorted());
    await until(async () => expect(await queue.stats()).toMatchObject({ waiting: 0, active: 0, dead: 0 }));
    const interrupted = (await attempts()).filter(({ attempt }) => attempt > 1);
    expect(interrupted.length).toBeGreaterThan(0);
  }, 40_000);
});

describe('Redis away', () => {
  test('an offer rejects within 2 s when nothing listens', async () => {
    const queue = queueWith({ url: 'redis://127.0.0.1:1' });
    const start = performance.now();
    await expect(queue.offer(eventOf('a', 'oi'))).rejects.toMatchObject({
      code: 'redis_unavailable',
      retryable: true,
    });
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test('an offer rejects within 2 s when Redis hangs, and may come again without a second turn', async () => {
    const proxy = await startProxy();
    const queue = queueWith({ url: proxy.url });
    await queue.offer(eventOf('a', 'first', 'delivery-1'));
    proxy.stall();
    const start = performance.now();
    await expect(queue.offer(eventOf('a', 'second', 'delivery-2'))).rejects.toMatchObject({
      retryable: true,
    });
    expect(performance.now() - start).toBeLessThan(2_000);
    await expect(queue.stats()).rejects.toMatchObject({ code: 'redis_unavailable' });

    const healthy = queueWith();
    expect(['accepted', 'duplicate']).toContain(await healthy.offer(eventOf('a', 'second', 'delivery-2')));
    const { turns, handler } = recordingHandler();
    await healthy.start(handler);
    await until(() => expect(turns.map(textsOf)).toEqual([['first', 'second']]));
  });

  test('an outage during a turn: its end is written when Redis is back, without another attempt', async () => {
    const proxy = await startProxy();
    const queue = queueWith({ url: proxy.url, lockMs: 30_000 });
    const { turns, handler } = recordingHandler(() => sleep(400));
    await queue.start(handler);
    await queue.offer(eventOf('a', 'oi'));
    await until(() => expect(turns).toHaveLength(1));
    await proxy.cut();
    await sleep(800);
    await proxy.restore();
    await until(async () => expect(await queue.stats()).toMatchObject({ waiting: 0, active: 0 }));
    expect(turns).toHaveLength(1);
    await queue.offer(eventOf('a', 'ainda aí?'));
    await until(() => expect(turns).toHaveLength(2));
  }, 30_000);

  test('an outage longer than the lock tells the turn that it may be another’s', async () => {
    const proxy = await startProxy();
    const queue = queueWith({ url: proxy.url });
    const interrupted = recordingHandler((_turn, signal) => sleep(60_000, undefined, { signal }));
    let reason: unknown;
    await queue.start(async (turn, signal, commit) => {
      signal.addEventListener('abort', () => {
        reason = signal.reason;
      });
      await interrupted.handler(turn, signal, commit);
    });
    await queue.offer(eventOf('a', 'oi'));
    await until(() => expect(interrupted.turns).toHaveLength(1));
    await proxy.cut();
    await until(() => expect(reason).toMatchObject({ code: 'turn_lost' }));

    const other = queueWith();
    const { turns, handler } = recordingHandler();
    await other.start(handler);
    await until(() => expect(turns[0]).toMatchObject({ attempt: 2 }));
  }, 30_000);

  test.each(['cut', 'stall'] as const)('closing does not wait for a Redis that is away: %s', async (how) => {
    const proxy = await startProxy();
    const queue = queueWith({ url: proxy.url });
    await queue.start(async () => undefined);
    await queue.offer(eventOf('a', 'oi'));
    await until(async () => expect(await queue.stats()).toMatchObject({ waiting: 0, active: 0 }));
    await proxy[how]();
    const start = performance.now();
    await queue.close(100);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test('a queue that never found Redis can be closed', async () => {
    const queue = queueWith({ url: 'redis://127.0.0.1:1' });
    await queue.start(async () => undefined);
    const start = performance.now();
    await queue.close(100);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
