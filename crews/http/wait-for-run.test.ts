import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Run } from '../runs/run.ts';
import { waitForRun } from './wait-for-run.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const run = { id: 'r1', status: 'done' } as Run;
const there = new AbortController().signal;

/** Waits for a run that never ends, as an engine does: until the signal comes. */
const endless = {
  wait: (_id: string, signal: AbortSignal) =>
    new Promise<undefined>((resolve) => signal.addEventListener('abort', () => resolve(undefined))),
};

test('a run that ends is told, and leaves no timer behind', async () => {
  const engine = { wait: async (id: string) => (id === 'r1' ? run : undefined) };
  expect(await waitForRun(engine, 'r1', { patienceMs: 60_000, gone: there })).toBe(run);
  expect(vi.getTimerCount()).toBe(0);
});

test('an engine that fails leaves none either', async () => {
  const engine = { wait: () => Promise.reject(new Error('Redis is away')) };
  await expect(waitForRun(engine, 'r1', { patienceMs: 60_000, gone: there })).rejects.toThrow(
    'Redis is away',
  );
  expect(vi.getTimerCount()).toBe(0);
});

test('patience ends', async () => {
  const waiting = waitForRun(endless, 'r1', { patienceMs: 5_000, gone: there });
  await vi.advanceTimersByTimeAsync(4_999);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(await waiting).toBeUndefined();
});

test('a caller who goes away ends it', async () => {
  const caller = new AbortController();
  const waiting = waitForRun(endless, 'r1', { patienceMs: 5_000, gone: caller.signal });
  caller.abort();
  expect(await waiting).toBeUndefined();
  expect(vi.getTimerCount()).toBe(0);
});
