import type { OdooCallOptions } from '#adapters/odoo/port.ts';
import type { OdooServices } from '../services.ts';
import { readBusyTimes } from './busy-times.ts';
import { type Interval, without } from './interval.ts';
import type { Staff } from './staff.ts';
import { readWorkingHours, type WorkingHours, workBetween } from './working-hours.ts';

/** When a colleague works and has no meeting, between two instants. */
export async function readFreeTime(
  { odoo, user }: Pick<OdooServices, 'odoo' | 'user'>,
  staff: Staff,
  range: Interval,
  options: OdooCallOptions,
): Promise<{ free: Interval[]; hours: WorkingHours }> {
  const { company, timeZone } = await user(options);
  const hours = await readWorkingHours(odoo, { company, timeZone }, options);
  const busy = await readBusyTimes(odoo, staff.partner, range, hours.timeZone, options);
  return { free: without(workBetween(hours, range), busy), hours };
}
