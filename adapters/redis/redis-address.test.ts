import { afterEach, describe, expect, test, vi } from 'vitest';
import { silentLogger } from '#telemetry/logger.ts';
import { startWatchedRedis } from '#test/redis.ts';
import { closeRedis, connectRedis } from './connect-redis.ts';
import { addressOfMaster, sentinelOptions } from './redis-address.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

describe('sentinelOptions', () => {
  test.each(['redis://redis:6379', 'rediss://user:secret@redis/2'])('leaves %s to ioredis', (url) => {
    expect(sentinelOptions(url)).toBeUndefined();
  });

  test('reads the master, all sentinels, and the credentials of Redis', () => {
    const url = 'redis+sentinel://app:p%40ss@one/main?sentinels=two:5000,[::1]:5001&db=3&sentinelAuth=yes';
    expect(sentinelOptions(url)).toEqual({
      name: 'main',
      sentinels: [
        { host: 'one', port: 26_379 },
        { host: 'two', port: 5_000 },
        { host: '::1', port: 5_001 },
      ],
      db: 3,
      username: 'app',
      password: 'p@ss',
      sentinelPassword: 'p@ss',
      failoverDetector: true,
    });
  });

  test('shows the password to sentinels only where it is said, and TLS is for all', () => {
    const options = sentinelOptions('rediss+sentinel://one:26380/main', 'secret');
    expect(options).toMatchObject({ password: 'secret', tls: {}, enableTLSForSentinelMode: true });
    expect(options).not.toHaveProperty('sentinelPassword');
  });
});

describe('a Redis under Sentinel', () => {
  test('is found, and so is the one that takes its place', async () => {
    const { master, replica, sentinelPort, stop } = await startWatchedRedis();
    closing.push(stop);
    const url = `redis+sentinel://127.0.0.1:${sentinelPort}/main`;
    const redis = connectRedis({ url, role: 'test', logger: silentLogger });
    closing.push(() => closeRedis(redis));

    await vi.waitFor(() => redis.set('kept', 'yes'), { timeout: 10_000 });
    await vi.waitFor(async () => expect(await redis.wait(1, 100)).toBe(1), { timeout: 10_000 });
    expect(await addressOfMaster(redis, url)).toBe(master.url);
    await master.stop();
    await vi.waitFor(() => redis.set('new', 'yes'), { timeout: 45_000, interval: 200 });
    expect(await redis.mget('kept', 'new')).toEqual(['yes', 'yes']);
    expect(await addressOfMaster(redis, url)).toBe(replica.url);
  }, 90_000);
});
