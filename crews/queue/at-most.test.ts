import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { atMost } from './at-most.ts';

test('waits for what ends in time, and tells so', async () => {
  const start = performance.now();
  expect(await atMost(1_000, sleep(30))).toBe(true);
  expect(performance.now() - start).toBeLessThan(500);
});

test('does not wait for what takes longer', async () => {
  const start = performance.now();
  expect(await atMost(30, sleep(300))).toBe(false);
  expect(performance.now() - start).toBeLessThan(200);
});

test('fails as the promise fails', async () => {
  const failure = new Error('mine');
  await expect(atMost(1_000, Promise.reject(failure))).rejects.toBe(failure);
});
