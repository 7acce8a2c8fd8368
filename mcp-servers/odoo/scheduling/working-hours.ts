import { z } from 'zod';
import type { Odoo, OdooCallOptions } from '#adapters/odoo/port.ts';
import { NotFoundError } from '#errors/errors.ts';
import { localTime, parseTime } from '../context/local-time.ts';
import { optionalReference, optionalText } from '../values.ts';
import { type Interval, without } from './interval.ts';

const dayMs = 86_400_000;

/** The hours of a week in which appointments can be, by the clock of `timeZone`. */
export interface WorkingHours {
  timeZone: string;
  hours: readonly Hours[];
  /** Times when nobody works: public holidays. */
  closed: readonly Interval[];
  /** Where they come from: `odoo`, or `default` where Odoo knows none. */
  source: 'odoo' | 'default';
}

interface Hours {
  /** 0 is Monday. */
  weekday: number;
  /** Hours since midnight. */
  from: number;
  to: number;
  /** In calendars of two weeks, the one in which these hours are. */
  week: number | undefined;
}

const companyRecord = z.object({ resource_calendar_id: optionalReference });
const calendarRecord = z.object({ tz: z.string() });
const attendanceRecord = z.object({
  dayofweek: z.coerce.number(),
  hour_from: z.number(),
  hour_to: z.number(),
  day_period: optionalText.default(null),
  week_type: optionalText.default(null),
  display_type: optionalText.default(null),
});
const leaveRecord = z.object({ date_from: z.string(), date_to: z.string() });

/** The working hours of a company, from Odoo where it keeps them (module `resource`). */
export async function readWorkingHours(
  odoo: Pick<Odoo, 'searchRead' | 'fieldsGet'>,
  { company, timeZone }: { company: number; timeZone: string },
  options: OdooCallOptions,
): Promise<WorkingHours> {
  const known = await odoo.fieldsGet('res.company', ['type'], options);
  if (!('resource_calendar_id' in known)) return defaultHours(timeZone);
  const one = async (model: string, id: number, field: string) => {
    const [found] = await odoo.searchRead(
      model,
      { domain: [['id', '=', id]], fields: [field], limit: 1 },
      options,
    );
    return found ?? {};
  };
  const { resource_calendar_id: calendar } = companyRecord.parse(
    await one('res.company', company, 'resource_calendar_id'),
  );
  if (!calendar) return defaultHours(timeZone);
  const [{ tz }, hours, closed] = await Promise.all([
    one('resource.calendar', calendar[0], 'tz').then((record) => calendarRecord.parse(record)),
    readHours(odoo, calendar[0], options),
    readHolidays(odoo, calendar[0], options),
  ]);
  return hours.length > 0 ? { timeZone: tz, hours, closed, source: 'odoo' } : defaultHours(timeZone);
}

async function readHours(
  odoo: Pick<Odoo, 'searchRead' | 'fieldsGet'>,
  calendar: number,
  options: OdooCallOptions,
): Promise<Hours[]> {
  const model = 'resource.calendar.attendance';
  const known = await odoo.fieldsGet(model, ['type'], options);
  const fields = Object.keys(attendanceRecord.shape).filter((name) => name in known);
  const search = { domain: [['calendar_id', '=', calendar]], fields, limit: 200, order: 'id' };
  return z
    .array(attendanceRecord)
    .parse(await odoo.searchRead(model, search, options))
    .filter(({ day_period, display_type }) => day_period !== 'lunch' && !display_type)
    .map(({ dayofweek, hour_from, hour_to, week_type }) => ({
      weekday: dayofweek,
      from: hour_from,
      to: hour_to,
      week: week_type === null ? undefined : Number(week_type),
    }));
}

/** Time off of the company as a whole; that of one person is in the calendar of that person. */
async function readHolidays(
  odoo: Pick<Odoo, 'searchRead' | 'fieldsGet'>,
  calendar: number,
  options: OdooCallOptions,
): Promise<Interval[]> {
  const model = 'resource.calendar.leaves';
  try {
    const known = await odoo.fieldsGet(model, ['type'], options);
    const domain = [
      ['calendar_id', 'in', [calendar, false]],
      ...('resource_id' in known ? [['resource_id', '=', false]] : []),
      ['date_to', '>=', new Date().toISOString().slice(0, 10)],
    ];
    const search = { domain, fields: ['date_from', 'date_to'], limit: 200, order: 'date_from, id' };
    const records = z.array(leaveRecord).parse(await odoo.searchRead(model, search, options));
    return records.map(({ date_from, date_to }) => ({ start: utcOf(date_from), end: utcOf(date_to) }));
  } catch (error) {
    // An Odoo without this model knows no holidays.
    if (error instanceof NotFoundError) return [];
    throw error;
  }
}

function utcOf(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`);
}

/** Monday to Friday from 9 to 18, with a break at noon. */
function defaultHours(timeZone: string): WorkingHours {
  const hours = [0, 1, 2, 3, 4].flatMap((weekday) => [
    { weekday, from: 9, to: 12, week: undefined },
    { weekday, from: 13, to: 18, week: undefined },
  ]);
  return { timeZone, hours, closed: [], source: 'default' };
}

/** The stretches of work between two instants. */
export function workBetween({ timeZone, hours, closed }: WorkingHours, { start, end }: Interval): Interval[] {
  const days = new Set<string>();
  // By half days, since a day on which the clock is changed is not 24 hours long.
  for (let instant = start - dayMs; instant < end + dayMs; instant += dayMs / 2) {
    days.add(localTime(new Date(instant), timeZone).slice(0, 10));
  }
  const open = [...days].flatMap((day) => workOfDay(day, hours, timeZone));
  const outside = [
    { start: Number.NEGATIVE_INFINITY, end: start },
    { start: end, end: Number.POSITIVE_INFINITY },
  ];
  return without(open, [...outside, ...closed]);
}

function workOfDay(day: string, hours: readonly Hours[], timeZone: string): Interval[] {
  const days = Date.parse(`${day}T00:00Z`) / dayMs;
  // 1970 began on a Thursday.
  const weekday = (days + 3) % 7;
  // How Odoo tells the two weeks apart: by the number of the day since the year 1.
  const week = Math.floor((days + 719_162) / 7) % 2;
  return hours
    .filter((each) => each.weekday === weekday && (each.week === undefined || each.week === week))
    .map(({ from, to }) => ({ start: clock(day, from, timeZone), end: clock(day, to, timeZone) }));
}

function clock(day: string, hour: number, timeZone: string): number {
  const minutes = Math.round(hour * 60);
  const pad = (number: number) => String(number).padStart(2, '0');
  // Midnight at the end of a day is written 24 in Odoo.
  if (minutes >= 1_440) return clock(day, 0, timeZone) + dayMs;
  const time = `${day}T${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
  return parseTime(time, timeZone)?.getTime() ?? Number.NaN;
}
