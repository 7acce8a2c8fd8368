import { describe, expect, test } from 'vitest';
import { describeHours, describeMoment } from './describe-hours.ts';
import { isOpen, localMoment, nextOpening, openingHoursSchema, weekdayOf } from './opening-hours.ts';

const weekday = ['08:00-12:00', '13:30-18:00'];
const hours = openingHoursSchema.parse({
  time_zone: 'America/Sao_Paulo',
  week: {
    monday: weekday,
    tuesday: weekday,
    wednesday: weekday,
    thursday: weekday,
    friday: weekday,
    saturday: ['08:00-12:00'],
  },
  holidays: ['12-25', '2026-11-20'],
});
/** An instant by the clock of São Paulo, three hours behind UTC. */
const at = (text: string) => new Date(`${text}:00-03:00`);

describe('open now?', () => {
  test.each([
    ['2026-11-23T07:59', false],
    ['2026-11-23T08:00', true],
    ['2026-11-23T12:00', false], // the end is not within
    ['2026-11-23T13:29', false],
    ['2026-11-23T17:59', true],
    ['2026-11-23T23:59', false],
    ['2026-11-28T11:00', true], // Saturday
    ['2026-11-28T14:00', false],
    ['2026-11-22T10:00', false], // Sunday
    ['2026-11-20T10:00', false], // a holiday of this year
    ['2026-12-25T10:00', false], // a holiday of every year
    ['2025-11-20T10:00', true],
  ])('%s: %s', (moment, open) => {
    expect(isOpen(hours, at(moment))).toBe(open);
  });

  test('the day is that of the company, not that of the server', () => {
    expect(localMoment(hours, new Date('2026-11-24T01:30:00Z'))).toEqual({
      date: '2026-11-23',
      time: '22:30',
    });
    expect(localMoment({ time_zone: 'Asia/Tokyo' }, new Date('2026-11-23T15:00:00Z'))).toEqual({
      date: '2026-11-24',
      time: '00:00',
    });
  });
});

describe('the next opening', () => {
  test.each([
    ['2026-11-23T06:00', { date: '2026-11-23', time: '08:00' }],
    ['2026-11-23T12:30', { date: '2026-11-23', time: '13:30' }],
    ['2026-11-23T19:00', { date: '2026-11-24', time: '08:00' }],
    ['2026-11-28T12:00', { date: '2026-11-30', time: '08:00' }], // over the Sunday
    ['2026-11-19T20:00', { date: '2026-11-21', time: '08:00' }], // over the holiday
    ['2026-12-24T18:00', { date: '2026-12-26', time: '08:00' }],
  ])('after %s', (moment, next) => {
    expect(nextOpening(hours, at(moment))).toEqual(next);
  });

  test('is none while people are there, or where they never come', () => {
    expect(nextOpening(hours, at('2026-11-23T10:00'))).toBeUndefined();
    expect(nextOpening(openingHoursSchema.parse({ week: {} }), at('2026-11-23T10:00'))).toBeUndefined();
  });

  test('is open at that very minute, from any minute of two weeks', () => {
    for (
      let instant = at('2026-12-18T00:00').getTime();
      instant < at('2027-01-01T00:00').getTime();
      instant += 37 * 60_000
    ) {
      const next = nextOpening(hours, new Date(instant));
      if (next) expect(isOpen(hours, at(`${next.date}T${next.time}`))).toBe(true);
      else expect(isOpen(hours, new Date(instant))).toBe(true);
    }
  });
});

describe('as customers are told', () => {
  test('the week, days with the same hours together', () => {
    expect(describeHours(hours, 'pt-BR')).toBe(
      'segunda a sexta, das 8h às 12h e das 13h30 às 18h; sábado, das 8h às 12h',
    );
    expect(describeHours(hours, 'en')).toBe(
      'Monday to Friday, 08:00–12:00 and 13:30–18:00; Saturday, 08:00–12:00',
    );
  });
  test('two days are joined, none is said too', () => {
    const two = openingHoursSchema.parse({ week: { saturday: ['10:00-14:00'], sunday: ['10:00-14:00'] } });
    expect(describeHours(two, 'pt-BR')).toBe('sábado e domingo, das 10h às 14h');
    expect(describeHours(openingHoursSchema.parse({ week: {} }), 'pt-BR')).toBe('sem horário fixo');
  });
  test('a moment', () => {
    const moment = { date: '2026-11-23', time: '08:00' };
    expect([describeMoment(moment, 'pt-BR'), describeMoment(moment, 'en')]).toEqual([
      'segunda, 23/11, às 8h',
      'Monday, 11/23, at 08:00',
    ]);
    expect(weekdayOf('2026-11-22')).toBe('sunday');
  });
});
