import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { freePort } from '#test/redis.ts';
import { rateLimit } from './rate-limit.ts';

const redis = new Redis(inject('redisUrl'));
beforeAll(() => redis.ping());
afterAll(() => redis.disconnect());

/** Every test its own caller, as the keys in Redis outlive it. */
const caller = () => ({ subject: crypto.randomUUID(), tenant: 'main', scopes: ['*'] });

describe.each([
  ['in memory', undefined],
  ['in Redis', redis],
])('%s', (_, store) => {
  test('the calls beyond the limit are refused with the time when to try again', async () => {
    const limit = rateLimit(3, store);
    const one = caller();
    for (let call = 0; call < 3; call += 1) await limit.take(one, 'search');
    const refusal = await limit.take(one, 'search').catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'rate_limited', retryable: true });
    expect((refusal as { fix: string }).fix).toMatch(/^Try again in ([1-9]|[1-5]\d|60) s\.$/);
  });

  test('each tool, tenant, crew and customer is counted by itself', async () => {
    const limit = rateLimit(1, store);
    const one = caller();
    await limit.take(one, 'search');
    await limit.take(one, 'read');
    await limit.take({ ...one, tenant: 'other' }, 'search');
    await limit.take({ ...one, customer: { contact: 1 } }, 'search');
    await limit.take({ ...one, customer: { contact: 2 } }, 'search');
    await expect(limit.take({ ...one, customer: { contact: 2 } }, 'search')).rejects.toThrow(
      '1 times a minute',
    );
    // Other scopes are no way around it.
    await expect(limit.take({ ...one, scopes: [] }, 'search')).rejects.toThrow();
  });
});

test('replicas count together', async () => {
  const other = new Redis(inject('redisUrl'));
  await other.ping();
  const [first, second] = [rateLimit(2, redis), rateLimit(2, other)];
  const one = caller();
  await first.take(one, 'search');
  await second.take(one, 'search');
  await expect(first.take(one, 'search')).rejects.toMatchObject({ code: 'rate_limited' });
  other.disconnect();
});

test('while Redis is away each process counts by itself', async () => {
  const away = new Redis(`redis://127.0.0.1:${await freePort()}`, { maxRetriesPerRequest: 0 });
  away.on('error', () => undefined);
  const limit = rateLimit(1, away);
  const one = caller();
  await limit.take(one, 'search');
  await expect(limit.take(one, 'search')).rejects.toMatchObject({ code: 'rate_limited' });
  away.disconnect();
});
