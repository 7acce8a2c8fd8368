import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { silentLogger } from '#telemetry/logger.ts';
import { startRedisServer, type TestRedis } from '#test/redis.ts';
import { createCheckpointer } from './create-checkpointer.ts';
import { inspectServer } from './inspect-server.ts';

let server: TestRedis;
let redis: Redis;
beforeAll(async () => {
  server = await startRedisServer();
  redis = new Redis(server.url);
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

it('has nothing to say of a server that keeps what it is given', async () => {
  await redis.config('SET', 'maxmemory-policy', 'noeviction');
  expect(await inspectServer(redis)).toEqual([]);
});

it('reports a server that may delete checkpoints, and the start says so', async () => {
  await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
  const [problem] = await inspectServer(redis);
  expect(problem).toMatchObject({ problem: expect.stringContaining('allkeys-lru'), fix: expect.any(String) });
  expect(problem?.server).toBe(new URL(server.url).host);

  const logger = { ...silentLogger, warn: vi.fn(), child: () => logger };
  createCheckpointer({ redis, logger });
  await vi.waitFor(() => expect(logger.warn).toHaveBeenCalledOnce());
  expect(logger.warn.mock.calls[0]?.[1]).toContain('maxmemory-policy is allkeys-lru');
});

it('refuses a server that is too old, and survives one that does not answer', async () => {
  const old = new Proxy(redis, {
    get: (target, name) =>
      name === 'info' ? async () => 'redis_version:6.0.16\r\n' : Reflect.get(target, name),
  });
  await expect(inspectServer(old)).rejects.toMatchObject({ code: 'unsupported_server', written: 'no' });

  const gone = new Redis({ host: '127.0.0.1', port: 1, retryStrategy: () => null });
  gone.on('error', () => undefined); // Nothing listens there.
  const logger = { ...silentLogger, warn: vi.fn(), child: () => logger };
  createCheckpointer({ redis: gone, logger });
  await vi.waitFor(() => expect(logger.warn).toHaveBeenCalledOnce(), { timeout: 5000 });
});
