import { expect, it } from 'vitest';
import { fromClock, toClock } from './time-zone.ts';

it.each([
  ['America/Sao_Paulo', '2026-11-01T03:00:00.000Z', '2026-11-01T00:00:00.000Z'],
  ['UTC', '2026-11-01T03:00:00.000Z', '2026-11-01T03:00:00.000Z'],
  ['Asia/Kolkata', '2026-11-01T03:00:00.000Z', '2026-11-01T08:30:00.000Z'],
  // Summer and winter.
  ['Europe/Berlin', '2026-06-30T22:00:00.000Z', '2026-07-01T00:00:00.000Z'],
  ['Europe/Berlin', '2026-12-31T23:00:00.000Z', '2027-01-01T00:00:00.000Z'],
])('in %s, %s is %s by the clock, and back', (timeZone, instant, clock) => {
  expect(toClock(new Date(instant), timeZone).toISOString()).toBe(clock);
  expect(fromClock(new Date(clock), timeZone).toISOString()).toBe(instant);
});

it('a day on which the clock is changed begins at its own midnight', () => {
  const midnight = new Date('2026-03-29T00:00:00Z');
  expect(fromClock(midnight, 'Europe/Berlin').toISOString()).toBe('2026-03-28T23:00:00.000Z');
});
