import { z } from 'zod';
import { localTime } from '../context/local-time.ts';
import { showTime } from '../context/show-time.ts';
import { defineOdooTool, readsOdoo } from '../define-odoo-tool.ts';
import { readFreeTime } from '../scheduling/free-time.ts';
import { slotsWithin } from '../scheduling/interval.ts';
import { findStaff, staffArgument } from '../scheduling/staff.ts';
import {
  durationArgument,
  requireTime,
  slotShape,
  timeZoneArgument,
  timeZoneOf,
} from '../scheduling/times.ts';

const dayMs = 86_400_000;

export const findFreeSlots = defineOdooTool({
  name: 'find_free_slots',
  title: 'Find free times for an appointment',
  description:
    'Returns times at which an appointment can be booked: within the working hours that Odoo knows, without ' +
    'holidays and without meetings of the colleague. Offer two or three of them by their local time, then call ' +
    'book_appointment with the start that was chosen. When nothing fits, ask for a later from.',
  scope: 'odoo:read',
  annotations: readsOdoo,
  input: z.object({
    from: z.iso.date().optional().describe('First day to look at, for example 2025-01-31; by default today'),
    days: z.int().min(1).max(31).default(7).describe('How many days to look at'),
    duration_minutes: durationArgument,
    staff: staffArgument,
    time_zone: timeZoneArgument,
    limit: z.int().min(1).max(30).default(12).describe('Most times to return'),
  }),
  output: z.object({
    slots: z.array(z.object(slotShape)),
    has_more: z.boolean(),
    staff: z.string(),
    time_zone: z.string(),
    hours_from: z
      .enum(['odoo', 'default'])
      .describe('default: Odoo has no working hours, office hours are assumed'),
  }),

  async handle(input, { services, signal }) {
    const options = { signal };
    const timeZone = timeZoneOf(input.time_zone, await services.user(options));
    const staff = await findStaff(services, input.staff, options);
    const now = Date.now();
    const firstDay = input.from ?? localTime(new Date(now), timeZone).slice(0, 10);
    const start = Math.max(now, requireTime(`${firstDay}T00:00`, timeZone));
    const end = requireTime(`${firstDay}T00:00`, timeZone) + input.days * dayMs;
    const { free, hours } = await readFreeTime(services, staff, { start, end }, options);
    const length = input.duration_minutes * 60_000;
    const slots = slotsWithin(free.map(fromNextQuarter), length, length);
    return {
      slots: slots.slice(0, input.limit).map((slot) => ({
        start: showTime(slot.start, timeZone),
        end: showTime(slot.end, timeZone),
      })),
      has_more: slots.length > input.limit,
      staff: staff.name,
      time_zone: timeZone,
      hours_from: hours.source,
    };
  },
});

/** Nobody meets at 14:07. */
function fromNextQuarter({ start, end }: { start: number; end: number }) {
  const quarter = 15 * 60_000;
  return { start: Math.ceil(start / quarter) * quarter, end };
}
