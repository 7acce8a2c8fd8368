import { describe, expect, test } from 'vitest';
import { patiently } from './patiently.ts';

/** Fails so many times, then answers. */
function failing(times: number) {
  let attempts = 0;
  const work = async () => {
    attempts += 1;
    if (attempts <= times) throw new Error(`failure ${attempts}`);
    return 'done';
  };
  return { work, attempts: () => attempts };
}

const hasFailed = ({ status }: PromiseSettledResult<unknown>) => status === 'rejected';

test('what passes is not seen by the caller', async () => {
  const { work, attempts } = failing(2);
  expect(await patiently(work, { patienceMs: 5_000, mayPass: hasFailed })).toBe('done');
  expect(attempts()).toBe(3);
});

test('what does not pass is thrown when the patience is over, as it was the last time', async () => {
  const { work, attempts } = failing(Number.POSITIVE_INFINITY);
  const started = performance.now();
  await expect(patiently(work, { patienceMs: 400, mayPass: hasFailed })).rejects.toThrow('failure 3');
  expect(performance.now() - started).toBeLessThan(400);
  expect(attempts()).toBe(3);
});

test('what cannot pass is thrown at once', async () => {
  const { work, attempts } = failing(1);
  await expect(patiently(work, { patienceMs: 5_000, mayPass: () => false })).rejects.toThrow('failure 1');
  expect(attempts()).toBe(1);
});

test('a result can be one that may pass, and is returned when it does not', async () => {
  const results = ['away', 'away', 'there'];
  const isAway = (outcome: PromiseSettledResult<unknown>) =>
    outcome.status === 'fulfilled' && outcome.value === 'away';
  const next = async () => results.shift() ?? 'away';
  expect(await patiently(next, { patienceMs: 5_000, mayPass: isAway })).toBe('there');
  expect(await patiently(next, { patienceMs: 150, mayPass: isAway })).toBe('away');
});

test('without patience there is one attempt', async () => {
  const { work, attempts } = failing(1);
  await expect(patiently(work, { patienceMs: 0, mayPass: hasFailed })).rejects.toThrow('failure 1');
  expect(attempts()).toBe(1);
});

describe('a caller who goes away', () => {
  test('during a pause waits no longer', async () => {
    const { work, attempts } = failing(Number.POSITIVE_INFINITY);
    const signal = AbortSignal.timeout(150);
    const started = performance.now();
    await expect(patiently(work, { patienceMs: 60_000, mayPass: hasFailed, signal })).rejects.toThrow();
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(attempts()).toBe(2);
  });

  test('during an attempt makes no further one', async () => {
    const going = new AbortController();
    let attempts = 0;
    const work = async () => {
      attempts += 1;
      going.abort();
      throw new Error('hung up');
    };
    const patience = { patienceMs: 60_000, mayPass: hasFailed, signal: going.signal };
    await expect(patiently(work, patience)).rejects.toThrow('hung up');
    expect(attempts).toBe(1);
  });
});
