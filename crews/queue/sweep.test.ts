import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { UpstreamError } from '#errors/errors.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { createMemoryTurnStore } from './memory-turn-store.ts';
import { queueSettings } from './queue-settings.ts';
import { startSweep } from './sweep.ts';
import { eventOf } from './testing.ts';

const settings = queueSettings({ logger: silentLogger, debounceMs: 0, longestDebounceMs: 50 });
let stop: () => void = () => undefined;
afterEach(() => stop());

test('wakes what has waited longer than any debounce, until it is answered', async () => {
  const patient = { ...settings, longestDebounceMs: 500 };
  const store = createMemoryTurnStore(patient);
  await store.append(eventOf('a', 'oi'));
  const wake = vi.fn(async () => undefined);
  stop = startSweep({ store, scheduler: { wake }, settings: patient, sweepMs: 40 });
  await sleep(60);
  expect(wake).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(wake).toHaveBeenCalledWith('a', 0), 5_000);
  await store.take('a', 'me');
  await store.finish('a', 'me');
  wake.mockClear();
  await sleep(120);
  expect(wake).not.toHaveBeenCalled();
});

test('begins at once: a process that is ended again and again still sweeps', async () => {
  const store = createMemoryTurnStore(settings);
  await store.append(eventOf('a', 'oi'));
  await sleep(80);
  const wake = vi.fn(async () => undefined);
  stop = startSweep({ store, scheduler: { wake }, settings, sweepMs: 60_000 });
  await vi.waitFor(() => expect(wake).toHaveBeenCalledWith('a', 0));
});

test('goes on after a failure, one sweep at a time', async () => {
  const store = createMemoryTurnStore(settings);
  await store.append(eventOf('a', 'oi'));
  let running = 0;
  let most = 0;
  const wake = vi.fn(async () => {
    running += 1;
    most = Math.max(most, running);
    await sleep(60);
    running -= 1;
    throw new UpstreamError('Redis is away');
  });
  stop = startSweep({ store, scheduler: { wake }, settings, sweepMs: 10 });
  await vi.waitFor(() => expect(wake.mock.calls.length).toBeGreaterThan(2));
  expect(most).toBe(1);
});

test('ends', async () => {
  const store = createMemoryTurnStore(settings);
  await store.append(eventOf('a', 'oi'));
  const wake = vi.fn(async () => undefined);
  startSweep({ store, scheduler: { wake }, settings, sweepMs: 20 })();
  await sleep(150);
  expect(wake).not.toHaveBeenCalled();
});
