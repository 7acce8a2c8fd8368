import { describe, expect, test } from 'vitest';
import { createRateLimiter } from './rate-limiter.ts';

const never = new AbortController().signal;

/** How many of so many requests, made at once, could pass without waiting. */
async function passed(limiter: ReturnType<typeof createRateLimiter>, count: number, signal = never) {
  let passing = 0;
  const takes = Array.from({ length: count }, () => limiter.take(signal).then(() => (passing += 1)));
  for (const take of takes) take.catch(() => undefined);
  await new Promise((resolve) => setImmediate(resolve));
  return { passing, takes };
}

describe('a limiter', () => {
  test('lets ten seconds’ worth pass at once, and no more', async () => {
    const ended = new AbortController();
    const { passing } = await passed(createRateLimiter(60), 14, ended.signal);
    ended.abort();
    expect(passing).toBe(10);
  });

  test('lets the others follow at the even rate, in their order', async () => {
    const limiter = createRateLimiter(600); // 100 at once, then one every 100 ms
    await passed(limiter, 100);
    const before = performance.now();
    const order: number[] = [];
    await Promise.all([1, 2, 3, 4].map((number) => limiter.take(never).then(() => order.push(number))));
    expect(order).toEqual([1, 2, 3, 4]);
    expect(performance.now() - before).toBeGreaterThan(200);
  });

  test('refuses what would wait too long, and that takes no place', async () => {
    const ended = new AbortController();
    const limiter = createRateLimiter(60);
    const { takes } = await passed(limiter, 17, ended.signal); // 10 pass, 5 wait for up to 5 s
    const refused = await Promise.allSettled(takes.slice(15));
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(refused[0]).toMatchObject({ reason: { code: 'limit_reached', retryable: true } });
    ended.abort();
  });

  test('a caller who gives up while waiting is told that nothing was sent', async () => {
    const limiter = createRateLimiter(60);
    await passed(limiter, 10);
    await expect(limiter.take(AbortSignal.timeout(10))).rejects.toThrow(/was not sent/);
  });

  test('in a minute no more pass than the rate and one burst', async () => {
    const limiter = createRateLimiter(2_400);
    const { passing } = await passed(limiter, 500);
    expect(passing).toBe(400);
    expect(passing + 2_400).toBeLessThan(3_000);
  });
});
