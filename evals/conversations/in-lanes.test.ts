import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inLanes } from './in-lanes.ts';

/** Runs jobs that take a moment; tells how many ran at once, of all and of one lane. */
async function observed(jobs: string[], atOnce: number) {
  const running: string[] = [];
  const most = { all: 0, calendar: 0 };
  const laneOf = (job: string) => (job.startsWith('c') ? 'calendar' : undefined);
  const results = await inLanes(jobs, { laneOf, atOnce }, async (job) => {
    running.push(job);
    most.all = Math.max(most.all, running.length);
    most.calendar = Math.max(most.calendar, running.filter(laneOf).length);
    await sleep(5);
    running.splice(running.indexOf(job), 1);
    return job.toUpperCase();
  });
  return { results, most };
}

test('runs so many at once, and one of a lane', async () => {
  const jobs = ['c1', 'c2', 'c3', 'a', 'b', 'd', 'e'];
  const { results, most } = await observed(jobs, 3);
  expect(results).toEqual(['C1', 'C2', 'C3', 'A', 'B', 'D', 'E']);
  expect(most).toEqual({ all: 3, calendar: 1 });
});

test('a lane alone is worked off to its end', async () => {
  const { results, most } = await observed(['c1', 'c2', 'c3', 'c4'], 3);
  expect(results).toHaveLength(4);
  expect(most).toEqual({ all: 1, calendar: 1 });
});

test('a job that fails fails all', async () => {
  const failing = inLanes([1, 2], { laneOf: () => undefined, atOnce: 1 }, async (job) => {
    if (job === 2) throw new Error('broken');
    return job;
  });
  await expect(failing).rejects.toThrow('broken');
});
