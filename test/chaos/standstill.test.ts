import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Standstill, watchStandstill } from './standstill.ts';

let time = 0;
let watch: Standstill;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  time = 0;
  watch = watchStandstill(() => time);
});
afterEach(() => {
  watch.stop();
  vi.useRealTimers();
});

/** The process runs again, so many milliseconds after it ran last. */
function runsAgainAfter(milliseconds: number): void {
  time += milliseconds;
  vi.advanceTimersByTime(250);
}

test('a process that runs as it should stood still for no time', () => {
  for (let look = 0; look < 20; look += 1) runsAgainAfter(260);
  expect(watch.seconds()).toBe(0);
});

test('a moment of other work is no standstill', () => {
  runsAgainAfter(1_900);
  expect(watch.seconds()).toBe(0);
});

test('standstills add up', () => {
  runsAgainAfter(25_250);
  runsAgainAfter(250);
  runsAgainAfter(40_250);
  expect(watch.seconds()).toBe(65);
});

test('nothing is noticed after the end', () => {
  watch.stop();
  runsAgainAfter(30_000);
  expect(watch.seconds()).toBe(0);
});
