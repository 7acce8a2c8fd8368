import { describe, expect, test } from 'vitest';
import { createMemoryLedger } from '#adapters/redis/memory-ledger.ts';
import { createMemoryLock } from '#adapters/redis/memory-lock.ts';
import { InputError, OutcomeUnknownError } from '#errors/errors.ts';
import { doOnce } from './do-once.ts';

const { signal } = new AbortController();
const wish = { subject: 'crew', key: 'k-1', request: { model: 'a', ids: [1] } };

const setUp = () => {
  const services = { lock: createMemoryLock(), ledger: createMemoryLedger() };
  let times = 0;
  return {
    times: () => times,
    once: (change: object = {}, work?: () => Promise<string>) =>
      doOnce(services, { ...wish, ...change }, signal, async () => {
        times++;
        return work ? work() : 'done';
      }),
  };
};

describe('what is done once', () => {
  test('is not done again for the same key, in whatever order the request is written', async () => {
    const { once, times } = setUp();
    expect(await once()).toBe('done');
    expect(await once({ request: { ids: [1], model: 'a' } })).toBeUndefined();
    expect(times()).toBe(1);
  });

  test('is done once by callers side by side', async () => {
    const { once, times } = setUp();
    const results = await Promise.all(Array.from({ length: 5 }, () => once()));
    expect(results.filter((result) => result === 'done')).toHaveLength(1);
    expect(times()).toBe(1);
  });

  test('is done for every other key and every other caller', async () => {
    const { once, times } = setUp();
    await once();
    expect([await once({ key: 'k-2' }), await once({ subject: 'another' })]).toEqual(['done', 'done']);
    expect(times()).toBe(3);
  });

  test('a key is good for one request', async () => {
    const { once, times } = setUp();
    await once();
    await expect(once({ request: { model: 'b' } })).rejects.toMatchObject({ code: 'idempotency_key_reused' });
    expect(times()).toBe(1);
  });

  test('what was refused may be tried again with the same key', async () => {
    const { once, times } = setUp();
    const refusal = new InputError('no');
    await expect(once({}, () => Promise.reject(refusal))).rejects.toBe(refusal);
    expect(await once()).toBe('done');
    expect(times()).toBe(2);
  });

  test('after an unknown outcome it is never done again, and the caller is told to look', async () => {
    const { once, times } = setUp();
    await expect(once({}, () => Promise.reject(new OutcomeUnknownError('lost')))).rejects.toThrow('lost');
    await expect(once()).rejects.toMatchObject({
      code: 'outcome_unknown',
      fix: expect.stringContaining('new idempotency_key'),
    });
    expect(times()).toBe(1);
  });
});
