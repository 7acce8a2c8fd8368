import { describe, expect, test } from 'vitest';
import { isTimeZone, localTime, odooTime, parseTime } from './local-time.ts';

const saoPaulo = 'America/Sao_Paulo';
const berlin = 'Europe/Berlin';

describe('parseTime', () => {
  test.each([
    ['2025-01-31T14:00', saoPaulo, '2025-01-31T17:00:00.000Z'],
    ['2025-01-31 14:00:30', saoPaulo, '2025-01-31T17:00:30.000Z'],
    [' 2025-01-31T14:00 ', 'UTC', '2025-01-31T14:00:00.000Z'],
    ['2025-01-31T14:00Z', saoPaulo, '2025-01-31T14:00:00.000Z'],
    ['2025-01-31T14:00:00.123+01:00', saoPaulo, '2025-01-31T13:00:00.000Z'],
    // Brazil had summer time until 2019.
    ['2019-01-31T14:00', saoPaulo, '2019-01-31T16:00:00.000Z'],
    ['2025-06-15T12:00', berlin, '2025-06-15T10:00:00.000Z'],
    ['2025-01-31T14:00', 'Asia/Kolkata', '2025-01-31T08:30:00.000Z'],
  ])('%s in %s is %s', (text, timeZone, instant) => {
    expect(parseTime(text, timeZone)?.toISOString()).toBe(instant);
  });

  test('an hour that the clock skips is the one after it', () => {
    expect(parseTime('2025-03-30T02:30', berlin)?.toISOString()).toBe('2025-03-30T01:30:00.000Z');
  });

  test('of an hour that comes twice it is the first', () => {
    expect(parseTime('2025-10-26T02:30', berlin)?.toISOString()).toBe('2025-10-26T00:30:00.000Z');
  });

  test.each([
    '',
    'amanhã',
    '2025-01-31',
    '14:00',
    '2025-13-01T10:00',
    '2025-02-30T10:00',
    '2025-01-31T25:00',
  ])('"%s" is no time', (text) => {
    expect(parseTime(text, saoPaulo)).toBeUndefined();
  });
});

describe('localTime', () => {
  test.each([
    [saoPaulo, '2025-01-31T14:00:00-03:00'],
    ['UTC', '2025-01-31T17:00:00+00:00'],
    ['Asia/Kolkata', '2025-01-31T22:30:00+05:30'],
    ['America/St_Johns', '2025-01-31T13:30:00-03:30'],
  ])('in %s it is %s', (timeZone, text) => {
    const instant = new Date('2025-01-31T17:00:00Z');
    expect(localTime(instant, timeZone)).toBe(text);
    expect(parseTime(text, 'UTC')).toEqual(instant);
  });
});

test('odooTime is UTC without signs of it', () => {
  expect(odooTime(new Date('2025-01-31T17:00:05.900Z'))).toBe('2025-01-31 17:00:05');
});

test('isTimeZone knows the names of IANA', () => {
  expect(isTimeZone(saoPaulo)).toBe(true);
  expect(isTimeZone('Brasil')).toBe(false);
});
