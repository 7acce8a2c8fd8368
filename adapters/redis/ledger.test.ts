import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, describe, expect, inject, test } from 'vitest';
import type { Ledger } from './ledger.ts';
import { createMemoryLedger } from './memory-ledger.ts';
import { createRedisLedger } from './redis-ledger.ts';

const redis = new Redis(inject('redisUrl'));
const prefix = `{ledger-test-${process.pid}}:`;
afterAll(() => redis.disconnect());

const implementations: [string, (options: { ttlMs?: number }) => Ledger][] = [
  ['memory', createMemoryLedger],
  ['Redis', (options) => createRedisLedger(redis, { prefix, ...options })],
];

/** The suite that every implementation of the port passes. */
describe.each(implementations)('a ledger in %s', (_name, create) => {
  test('tells the last note of each key, until it is forgotten', async () => {
    const ledger = create({});
    expect(await ledger.read('one')).toBeUndefined();
    await ledger.note('one', 'begun');
    await ledger.note('one', 'done');
    await ledger.note('two', 'begun');
    expect([await ledger.read('one'), await ledger.read('two')]).toEqual(['done', 'begun']);
    await ledger.forget('one');
    await ledger.forget('never noted');
    expect([await ledger.read('one'), await ledger.read('two')]).toEqual([undefined, 'begun']);
  });

  test('keeps a note for its time only', async () => {
    const ledger = create({ ttlMs: 60 });
    await ledger.note('short', 'done');
    expect(await ledger.read('short')).toBe('done');
    await sleep(120);
    expect(await ledger.read('short')).toBeUndefined();
  });
});

describe('a ledger in Redis', () => {
  test('is the same for two processes, here two connections', async () => {
    const other = new Redis(inject('redisUrl'));
    await createRedisLedger(redis, { prefix }).note('shared', 'done');
    expect(await createRedisLedger(other, { prefix }).read('shared')).toBe('done');
    expect(await createRedisLedger(other, { prefix: `${prefix}another:` }).read('shared')).toBeUndefined();
    other.disconnect();
  });

  test('says so when Redis is away', async () => {
    const away = new Redis('redis://127.0.0.1:1', { lazyConnect: true, maxRetriesPerRequest: 0 });
    away.on('error', () => undefined);
    const ledger = createRedisLedger(away, { prefix });
    await expect(ledger.note('key', 'begun')).rejects.toMatchObject({ code: 'redis_unavailable' });
    away.disconnect();
  });
});
