import { expect, test } from 'vitest';
import { reachAll } from './reach-all.ts';

/** An upstream that is there from so many readings on. */
function upstreamAfter(readings: number) {
  let read = 0;
  return {
    state: () => (read >= readings ? 'ok' : 'cannot be reached'),
    async refresh() {
      read += 1;
    },
    readings: () => read,
  };
}
const never = Number.POSITIVE_INFINITY;

test('each is read once when all are there', async () => {
  const upstreams = [upstreamAfter(1), upstreamAfter(1)];
  await reachAll(upstreams, 5_000);
  expect(upstreams.map(({ readings }) => readings())).toEqual([1, 1]);
});

test('one that comes a moment later is waited for, without reading the others again', async () => {
  const upstreams = [upstreamAfter(1), upstreamAfter(3)];
  await reachAll(upstreams, 5_000);
  expect(upstreams.map(({ readings }) => readings())).toEqual([1, 3]);
});

test('one that stays away holds nothing up for longer', async () => {
  const upstreams = [upstreamAfter(1), upstreamAfter(never)];
  const started = performance.now();
  await reachAll(upstreams, 400);
  expect(performance.now() - started).toBeLessThan(1_000);
  expect(upstreams[1]?.readings()).toBe(3);
});

test('without patience each is tried once', async () => {
  const away = upstreamAfter(never);
  await reachAll([away], 0);
  expect(away.readings()).toBe(1);
});
