import { expect, test } from 'vitest';
import type { Played } from './play-customer.ts';
import { summaryOf } from './summary.ts';

const played = (waits: number[], orders: boolean): Played => ({
  phone: '+5511900000001',
  dialogue: { steps: [], orders },
  bursts: [[1, 2], [3]],
  said: [[1, 2], [3]],
  waits,
});
const process = (name: string, kills: number, ownEnds = 0) => ({
  name,
  counts: () => ({ kills, ownEnds }),
});
const front = { counts: () => ({ webhooks: 40, copies: 8, stale: 4, refused: 1 }) };

const summary = (...processes: ReturnType<typeof process>[]) =>
  summaryOf(
    [played([1_000, 3_000], true), played([2_000], false)],
    { front, processes },
    { seed: 7, seconds: 61.2, stoodStill: 0 },
  );

test('counts what was said and done, the kills by process, and the seed', () => {
  expect(summary(process('redis', 3), process('crews-1', 4))).toEqual([
    '2 conversations, 3 steps, 6 messages, 1 orders in 61 s',
    '40 webhooks, 8 of them twice, 4 once more later, 1 refused so that Chatwoot repeats',
    '7 kills, one every 8.7 s: redis 3, crews-1 4',
    'answered after 2.0 s in the middle, 3.0 s at the 99th of 100, 3.0 s at most',
    'seed 7',
  ]);
});

test('starts that failed are told where there were any', () => {
  expect(summary(process('redis', 3), process('crews-1', 4, 2))).toContain('starts that failed: crews-1 2');
});

test('a run in which nothing was answered has no times to tell, but says that the machine stood still', () => {
  const lines = summaryOf(
    [played([], true)],
    { front, processes: [] },
    { seed: 1, seconds: 5, stoodStill: 27 },
  );
  expect(lines).toContain('the machine stood still for 27 s, in which time-outs ended that mean nothing');
  expect(lines).toContain('answered after 0.0 s in the middle, 0.0 s at the 99th of 100, 0.0 s at most');
});
