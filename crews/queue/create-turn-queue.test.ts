import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { loadConfig } from '#config/load-config.ts';
import { silentLogger as logger } from '#telemetry/logger.ts';
import { createTurnQueue } from './create-turn-queue.ts';
import { eventOf } from './testing.ts';

test.each([
  ['1', 1],
  ['3', 3],
])('TURN_CONCURRENCY=%s: so many conversations are answered at a time', async (setting, expected) => {
  const config = loadConfig({ TURN_CONCURRENCY: setting, TURN_DEBOUNCE_MS: '0' });
  const queue = createTurnQueue({ config, logger, onDead: async () => undefined });
  let [running, most, ended] = [0, 0, 0];
  await queue.start(async () => {
    running += 1;
    most = Math.max(most, running);
    await sleep(30);
    running -= 1;
    ended += 1;
  });
  try {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await queue.offer(eventOf(name, 'oi'));
    await vi.waitFor(() => expect(ended).toBe(5), 5_000);
    expect(most).toBe(expected);
  } finally {
    await queue.close(1_000);
  }
});
