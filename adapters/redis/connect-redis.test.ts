import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, inject, test, vi } from 'vitest';
import { type Logger, silentLogger } from '#telemetry/logger.ts';
import { closeRedis, connectRedis } from './connect-redis.ts';
import { type RedisProxy, startRedisProxy } from './testing.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function connect(settings: { url: string; password?: string; patient?: boolean; logger?: Logger }) {
  const redis = connectRedis({ role: 'test', logger: silentLogger, ...settings });
  closing.push(() => closeRedis(redis));
  return redis;
}

async function startProxy(): Promise<RedisProxy> {
  const proxy = await startRedisProxy(inject('redisUrl'));
  closing.push(proxy.close);
  return proxy;
}

function recordingLogger() {
  const warn = vi.fn();
  const info = vi.fn();
  const logger: Logger = { debug: vi.fn(), info, warn, error: vi.fn(), child: () => logger };
  return { logger, warn, info };
}

describe('a Redis that is there', () => {
  test('commands work at once; the connection is named after its role', async () => {
    const redis = connect({ url: inject('redisUrl') });
    expect(await redis.ping()).toBe('PONG');
    expect(await redis.client('GETNAME')).toBe('mcp-first-test');
  });

  test('closing lets a command finish and leaves nothing open', async () => {
    const redis = connect({ url: inject('redisUrl') });
    const answer = redis.ping();
    await closeRedis(redis);
    expect(await answer).toBe('PONG');
    await vi.waitFor(() => expect(redis.status).toBe('end'));
    await closeRedis(redis);
  });
});

describe('a Redis that is away', () => {
  test('refused connections: a command fails within 2 s, and nothing is thrown beside it', async () => {
    const redis = connect({ url: 'redis://127.0.0.1:1' });
    const start = performance.now();
    await expect(redis.ping()).rejects.toThrow();
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test('a server that does not answer: a command fails within 2 s, closing does not wait for it', async () => {
    const proxy = await startProxy();
    proxy.stall();
    const redis = connect({ url: proxy.url });
    const start = performance.now();
    await expect(redis.ping()).rejects.toThrow('Command timed out');
    expect(performance.now() - start).toBeLessThan(2_000);
    await closeRedis(redis, 100);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test('a moment without it fails no command', async () => {
    const proxy = await startProxy();
    const redis = connect({ url: proxy.url });
    await redis.ping();
    await proxy.cut();
    const answer = redis.ping();
    await proxy.restore();
    expect(await answer).toBe('PONG');
  });

  test('nor does the half second of a restart', async () => {
    const proxy = await startProxy();
    const redis = connect({ url: proxy.url });
    await redis.ping();
    await proxy.cut();
    const answer = redis.ping();
    await sleep(400);
    await proxy.restore();
    expect(await answer).toBe('PONG');
  });

  test('one warning an outage, and a word when it is over', async () => {
    const proxy = await startProxy();
    const { logger, warn, info } = recordingLogger();
    const redis = connect({ url: proxy.url, logger });
    await redis.ping();
    await proxy.cut();
    await sleep(700);
    expect(warn.mock.calls).toEqual([
      [expect.objectContaining({ code: 'ECONNREFUSED' }), expect.any(String)],
    ]);
    await proxy.restore();
    await vi.waitFor(async () => expect(await redis.ping()).toBe('PONG'), { timeout: 5_000 });
    expect(info).toHaveBeenCalledTimes(1);
  });

  test('the password is not in the log', async () => {
    const { logger, warn } = recordingLogger();
    const redis = connect({ url: 'redis://:hunter2@127.0.0.1:1', password: 'hunter2', logger });
    await expect(redis.ping()).rejects.toThrow();
    expect(warn).toHaveBeenCalledTimes(1);
    expect(JSON.stringify(warn.mock.calls)).not.toContain('hunter2');
  });
});

describe('patience', () => {
  test('a patient connection waits for Redis to come back', async () => {
    const proxy = await startProxy();
    await proxy.cut();
    const answer = connect({ url: proxy.url, patient: true }).ping();
    await sleep(1_000);
    await proxy.restore();
    expect(await answer).toBe('PONG');
  });

  test('a blocking command of a patient connection outlasts the time-out', async () => {
    const redis = connect({ url: inject('redisUrl'), patient: true });
    expect(await redis.blpop(`{patience-${process.pid}}`, 2)).toBeNull();
  });
});
