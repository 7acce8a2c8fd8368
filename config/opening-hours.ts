import { z } from 'zod';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const dayMs = 86_400_000;
/** How far ahead the next opening is looked for: the longest company holidays, and more. */
const farthestDays = 60;

const rangeSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, {
    error: 'hours such as 08:00-18:00',
    abort: true,
  })
  .refine((text) => text.slice(0, 5) < text.slice(6), { error: 'an end after the beginning' });
const rangesSchema = z.array(rangeSchema).max(4).default([]);

/** When people are there, by the clock of their own time zone. */
export const openingHoursSchema = z.strictObject({
  time_zone: z
    .string()
    .refine(isTimeZone, { error: 'an IANA name such as America/Sao_Paulo' })
    .default('America/Sao_Paulo'),
  week: z.strictObject({
    monday: rangesSchema,
    tuesday: rangesSchema,
    wednesday: rangesSchema,
    thursday: rangesSchema,
    friday: rangesSchema,
    saturday: rangesSchema,
    sunday: rangesSchema,
  }),
  holidays: z
    .array(
      z.string().regex(/^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, { error: '12-25 or 2026-02-17' }),
    )
    .max(100)
    .default([])
    .describe('Closed days: of every year (12-25) or of one (2026-02-17).'),
});

export type OpeningHours = z.infer<typeof openingHoursSchema>;
export type Weekday = (typeof weekdays)[number];

/** A moment by the clock of the company: `2026-11-23` and `08:00`. */
export interface LocalMoment {
  date: string;
  time: string;
}

export function isOpen(hours: OpeningHours, instant: Date): boolean {
  const { date, time } = localMoment(hours, instant);
  return rangesOf(hours, date).some((range) => range.slice(0, 5) <= time && time < range.slice(6));
}

/** When people come back; undefined while they are there, or where they never come. */
export function nextOpening(hours: OpeningHours, instant: Date): LocalMoment | undefined {
  if (isOpen(hours, instant)) return undefined;
  const now = localMoment(hours, instant);
  for (let days = 0; days <= farthestDays; days += 1) {
    const date = new Date(Date.parse(now.date) + days * dayMs).toISOString().slice(0, 10);
    const openings = rangesOf(hours, date).map((range) => range.slice(0, 5));
    const next = openings.sort().find((time) => days > 0 || time > now.time);
    if (next) return { date, time: next };
  }
  return undefined;
}

/** `monday` for `2026-11-23`. */
export function weekdayOf(date: string): Weekday {
  return weekdays[(new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7] ?? 'monday';
}

export function localMoment({ time_zone }: Pick<OpeningHours, 'time_zone'>, instant: Date): LocalMoment {
  const text = clockOf(time_zone).format(instant);
  return { date: text.slice(0, 10), time: text.slice(11) };
}

/** By time zone: to make one takes longer than to use it a hundred times, and a company has one zone. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  // Swedish dates are ISO dates.
  const clock = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  clocks.set(timeZone, clock);
  return clock;
}

function rangesOf({ week, holidays }: OpeningHours, date: string): string[] {
  const closed = holidays.includes(date) || holidays.includes(date.slice(5));
  return closed ? [] : week[weekdayOf(date)];
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    // How Intl says that it knows no such zone.
    return false;
  }
}
