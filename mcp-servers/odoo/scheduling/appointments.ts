import { z } from 'zod';
import type { Odoo, OdooCallOptions, OdooDomain } from '#adapters/odoo/port.ts';
import { showTime } from '../context/show-time.ts';
import { escapeLike, optionalReference } from '../values.ts';
import { slotShape } from './times.ts';

/** An appointment as tools show one. */
export const appointmentSchema = z.object({
  appointment_id: z.int(),
  subject: z.string(),
  ...slotShape,
  time_zone: z.string(),
});

const eventRecord = z.object({
  id: z.int(),
  name: z.string(),
  start: z.string(),
  stop: z.string(),
  active: z.boolean(),
  user_id: optionalReference,
  partner_ids: z.array(z.int()),
});

export type AppointmentRecord = z.output<typeof eventRecord>;

/** Meetings of a customer that fit the domain, cancelled (archived) ones too; the next one first. */
export async function readAppointments(
  odoo: Pick<Odoo, 'searchRead'>,
  customer: number,
  domain: OdooDomain,
  options: OdooCallOptions,
): Promise<AppointmentRecord[]> {
  const records = await odoo.searchRead(
    'calendar.event',
    {
      domain: [['partner_ids', 'in', [customer]], ...domain],
      fields: Object.keys(eventRecord.shape),
      limit: 10,
      order: 'start, id',
    },
    { ...options, context: { ...options.context, active_test: false } },
  );
  return z.array(eventRecord).parse(records);
}

/** A calendar event has no field for where it came from, so the key is the last line of its description. */
export function keyLine(key: string): string {
  return `[ref:${key}]`;
}

export function hasKey(key: string): OdooDomain {
  return [['description', 'ilike', escapeLike(keyLine(key))]];
}

export function startOf({ start }: AppointmentRecord): number {
  return Date.parse(`${start.replace(' ', 'T')}Z`);
}

export function showAppointment(
  record: AppointmentRecord,
  timeZone: string,
): z.output<typeof appointmentSchema> {
  const end = Date.parse(`${record.stop.replace(' ', 'T')}Z`);
  return {
    appointment_id: record.id,
    subject: record.name,
    start: showTime(startOf(record), timeZone),
    end: showTime(end, timeZone),
    time_zone: timeZone,
  };
}
