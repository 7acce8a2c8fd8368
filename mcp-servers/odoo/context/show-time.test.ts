import { expect, test } from 'vitest';
import { showTime, timeSchema } from './show-time.ts';

test.each([
  ['America/Sao_Paulo', '2025-01-31T14:00:00-03:00'],
  ['UTC', '2025-01-31T17:00:00+00:00'],
  ['Asia/Kolkata', '2025-01-31T22:30:00+05:30'],
])('an instant by the clock of %s too', (timeZone, local) => {
  const shown = showTime(Date.parse('2025-01-31T17:00Z'), timeZone);
  expect(shown).toEqual({ utc: '2025-01-31T17:00:00Z', local });
  expect(timeSchema.parse(shown)).toEqual(shown);
  expect(Date.parse(shown.local)).toBe(Date.parse(shown.utc));
});
