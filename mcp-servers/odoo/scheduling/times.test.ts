import { describe, expect, test } from 'vitest';
import { requireTime, timeZoneArgument } from './times.ts';

describe('times', () => {
  test('are taken by the clock of the customer, or as they say themselves', () => {
    const instant = Date.parse('2025-01-31T17:00Z');
    expect(requireTime('2025-01-31T14:00', 'America/Sao_Paulo')).toBe(instant);
    expect(requireTime('2025-01-31T14:00:00-03:00', 'Asia/Tokyo')).toBe(instant);
  });

  test('what is none says how to write one', () => {
    expect(() => requireTime('amanhã às 14h', 'UTC')).toThrow(
      expect.objectContaining({ code: 'invalid_input', fix: expect.stringContaining('2025-01-31T14:00') }),
    );
  });

  test('a time zone has a name of IANA', () => {
    expect(timeZoneArgument.safeParse('America/Manaus').success).toBe(true);
    expect(timeZoneArgument.safeParse('GMT-3h').success).toBe(false);
  });
});
