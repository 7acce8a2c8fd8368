import { z } from 'zod';
import { InputError } from '#errors/errors.ts';
import { isTimeZone, parseTime } from '../context/local-time.ts';
import type { OdooUser } from '../context/odoo-user.ts';
import { timeSchema } from '../context/show-time.ts';

export const timeZoneArgument = z
  .string()
  .max(60)
  .refine(isTimeZone, { error: 'an IANA name such as America/Sao_Paulo' })
  .optional()
  .describe("The customer's time zone; by default that of the Odoo user");

export const durationArgument = z
  .int()
  .min(15)
  .max(480)
  .default(60)
  .describe('How long it takes, in minutes');

export const slotShape = { start: timeSchema, end: timeSchema };

export function timeZoneOf(given: string | undefined, user: OdooUser): string {
  return given ?? user.timeZone;
}

/** @throws InputError for a text that is no time. */
export function requireTime(text: string, timeZone: string): number {
  const instant = parseTime(text, timeZone);
  if (instant) return instant.getTime();
  throw new InputError(`"${text.slice(0, 40)}" is no time.`, {
    fix: 'Write it as 2025-01-31T14:00 by the clock of time_zone, or with an offset.',
  });
}
