import { describe, expect, it } from 'vitest';
import { type Granularity, isGranularity, nextPeriod, periodLabel, periodStart } from './date-period.ts';

const time = new Date('2026-11-19T13:45:10Z');

describe.each<[Granularity, string, string, string]>([
  ['hour', '2026-11-19T13:00', '2026-11-19T14:00', '13:00 19 nov. 2026'],
  ['day', '2026-11-19T00:00', '2026-11-20T00:00', '19 nov. 2026'],
  ['week', '2026-11-15T00:00', '2026-11-22T00:00', 'W47 2026'],
  ['month', '2026-11-01T00:00', '2026-12-01T00:00', 'novembro 2026'],
  ['quarter', '2026-10-01T00:00', '2027-01-01T00:00', 'T4 2026'],
  ['year', '2026-01-01T00:00', '2027-01-01T00:00', '2026'],
])('a period of one %s', (granularity, start, next, label) => {
  const begin = new Date(`${start}:00Z`);

  it(`begins at ${start} and ends at ${next}`, () => {
    expect(isGranularity(granularity)).toBe(true);
    expect(periodStart(time, granularity)).toEqual(begin);
    expect(nextPeriod(begin, granularity)).toEqual(new Date(`${next}:00Z`));
  });

  it(`is called ${label}`, () => {
    expect(periodLabel(begin, granularity)).toBe(label);
  });
});

it('knows no other periods', () => {
  expect(isGranularity('century')).toBe(false);
});
