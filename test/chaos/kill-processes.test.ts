import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { hasKilled, killProcesses } from './kill-processes.ts';
import { createRandom } from './random.ts';

/** @param revives whether each is up again at once. */
function victims(count: number, revives = true) {
  const kills = Array.from({ length: count }, () => 0);
  const processes = kills.map((_, index) => ({
    kill() {
      kills[index] = (kills[index] ?? 0) + 1;
    },
    isUp: () => revives || kills[index] === 0,
  }));
  return { kills, processes };
}

test('each has its turn, until it is ended', async () => {
  const { kills, processes } = victims(3);
  const end = killProcesses(processes, { everyMs: 5, mostDown: 1, random: createRandom(1) });
  await expect.poll(() => Math.min(...kills), { timeout: 5_000 }).toBeGreaterThan(0);
  end();
  const before = [...kills];
  await sleep(50);
  expect(kills).toEqual(before);
});

test('never are more down than may be', async () => {
  const { kills, processes } = victims(5, false);
  const end = killProcesses(processes, { everyMs: 5, mostDown: 2, random: createRandom(1) });
  await sleep(150);
  end();
  expect(kills.filter((count) => count > 0)).toEqual([1, 1]);
});

test('an end before the first kill kills nothing', async () => {
  const { kills, processes } = victims(1);
  killProcesses(processes, { everyMs: 20, mostDown: 1, random: createRandom(1) })();
  await sleep(80);
  expect(kills).toEqual([0]);
});

test.each([
  [0, [0, 0], true],
  [3, [3, 0], false],
  [3, [1, 1], false],
  [3, [2, 1], true],
])('%i kills are reached, and one of each, with %j: %j', (least, kills, expected) => {
  const processes = kills.map((count) => ({ counts: () => ({ kills: count, ownEnds: 0 }) }));
  expect(hasKilled(processes, least)).toBe(expected);
});
