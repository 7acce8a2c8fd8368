import { z } from 'zod';
import type { Odoo, OdooCallOptions } from '#adapters/odoo/port.ts';
import { odooTime, parseTime } from '../context/local-time.ts';
import { optionalText } from '../values.ts';
import type { Interval } from './interval.ts';

const mostEvents = 500;
const dayMs = 86_400_000;

const eventRecord = z.object({
  start: z.string(),
  stop: z.string(),
  allday: z.boolean(),
  show_as: optionalText.default('busy'),
});

/** When a person has meetings between two instants; what is shown as free does not count. */
export async function readBusyTimes(
  odoo: Pick<Odoo, 'searchRead'>,
  partner: number,
  { start, end }: Interval,
  timeZone: string,
  options: OdooCallOptions,
): Promise<Interval[]> {
  const domain = [
    ['partner_ids', 'in', [partner]],
    // A day longer on both sides: days as a whole are kept without a time zone.
    ['start', '<', odooTime(new Date(end + dayMs))],
    ['stop', '>', odooTime(new Date(start - dayMs))],
  ];
  const search = { domain, fields: Object.keys(eventRecord.shape), limit: mostEvents, order: 'start, id' };
  return z
    .array(eventRecord)
    .parse(await odoo.searchRead('calendar.event', search, options))
    .filter(({ show_as }) => show_as !== 'free')
    .map((event) => (event.allday ? wholeDays(event, timeZone) : timesOf(event)))
    .filter((busy) => busy.start < end && busy.end > start);
}

function timesOf({ start, stop }: { start: string; stop: string }): Interval {
  return { start: Date.parse(`${start.replace(' ', 'T')}Z`), end: Date.parse(`${stop.replace(' ', 'T')}Z`) };
}

/** Whatever times Odoo writes for them, they last from midnight to midnight where the person is. */
function wholeDays({ start, stop }: { start: string; stop: string }, timeZone: string): Interval {
  const midnight = (text: string) => parseTime(`${text.slice(0, 10)}T00:00`, timeZone)?.getTime() ?? 0;
  return { start: midnight(start), end: midnight(stop) + dayMs };
}
