import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { readWorkingHours, type WorkingHours, workBetween } from './working-hours.ts';

const instant = (text: string) => Date.parse(text);
const range = (start: string, end: string) => ({ start: instant(start), end: instant(end) });
const shown = (intervals: { start: number; end: number }[]) =>
  intervals.map(({ start, end }) => [start, end].map((time) => new Date(time).toISOString().slice(0, 16)));

describe('workBetween', () => {
  const week: WorkingHours = {
    timeZone: 'America/Sao_Paulo',
    hours: [
      { weekday: 0, from: 8, to: 12, week: undefined },
      { weekday: 0, from: 13.5, to: 18, week: undefined },
      { weekday: 5, from: 20, to: 24, week: undefined },
    ],
    closed: [],
    source: 'odoo',
  };

  test('gives the hours of a day by the clock of the company', () => {
    // A Monday.
    expect(shown(workBetween(week, range('2025-02-03T00:00Z', '2025-02-04T00:00Z')))).toEqual([
      ['2025-02-03T11:00', '2025-02-03T15:00'],
      ['2025-02-03T16:30', '2025-02-03T21:00'],
    ]);
  });

  test('cuts what is outside of the time that was asked for', () => {
    expect(shown(workBetween(week, range('2025-02-03T14:00Z', '2025-02-03T17:00Z')))).toEqual([
      ['2025-02-03T14:00', '2025-02-03T15:00'],
      ['2025-02-03T16:30', '2025-02-03T17:00'],
    ]);
  });

  test('midnight at the end of a day is the next day', () => {
    expect(shown(workBetween(week, range('2025-02-01T00:00Z', '2025-02-03T00:00Z')))).toEqual([
      ['2025-02-01T23:00', '2025-02-02T03:00'],
    ]);
  });

  test('holidays are closed', () => {
    const closed = [range('2025-02-03T03:00Z', '2025-02-04T03:00Z')];
    expect(workBetween({ ...week, closed }, range('2025-02-03T00:00Z', '2025-02-04T00:00Z'))).toEqual([]);
  });

  test('in summer time the clock is another', () => {
    const berlin = { ...week, timeZone: 'Europe/Berlin', hours: week.hours.slice(0, 1) };
    expect(shown(workBetween(berlin, range('2025-03-24T00:00Z', '2025-04-01T00:00Z')))).toEqual([
      ['2025-03-24T07:00', '2025-03-24T11:00'],
      ['2025-03-31T06:00', '2025-03-31T10:00'],
    ]);
  });

  test('of two weeks each has its own hours', () => {
    const hours = [
      { weekday: 0, from: 8, to: 9, week: 0 },
      { weekday: 0, from: 10, to: 11, week: 1 },
    ];
    const weeks = { ...week, timeZone: 'UTC', hours };
    const starts = shown(workBetween(weeks, range('2025-02-03T00:00Z', '2025-02-18T00:00Z'))).map(
      ([start]) => start,
    );
    // As Odoo's own get_week_type has it: 2025-02-03 is in the first week.
    expect(starts).toEqual(['2025-02-03T08:00', '2025-02-10T10:00', '2025-02-17T08:00']);
  });
});

describe('readWorkingHours', () => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    under = await startSandboxUnderTest('json2');
  });
  afterAll(() => under.close());
  const read = () => readWorkingHours(under.odoo, { company: 1, timeZone: 'UTC' }, {});

  test("takes the company's from Odoo, without breaks", async () => {
    const { timeZone, hours, source } = await read();
    expect({ timeZone, source }).toEqual({ timeZone: 'America/Sao_Paulo', source: 'odoo' });
    expect(hours).toContainEqual({ weekday: 5, from: 8, to: 12, week: undefined });
    expect(hours.some(({ from }) => from === 12)).toBe(false);
  });

  test('takes public holidays too', async () => {
    const year = new Date().getUTCFullYear() + 1;
    await under.odoo.create('resource.calendar.leaves', {
      name: 'Natal',
      date_from: `${year}-12-25 03:00:00`,
      date_to: `${year}-12-26 02:59:59`,
    });
    expect((await read()).closed).toContainEqual(range(`${year}-12-25T03:00Z`, `${year}-12-26T02:59:59Z`));
  });

  test('assumes office hours where Odoo knows none', async () => {
    const odoo = { fieldsGet: async () => ({ name: {} }), searchRead: async () => [] };
    const hours = await readWorkingHours(odoo, { company: 1, timeZone: 'America/Manaus' }, {});
    expect(hours).toMatchObject({ source: 'default', timeZone: 'America/Manaus', closed: [] });
    expect(hours.hours).toHaveLength(10);
  });
});
