import { z } from 'zod';
import { ConflictError, OutcomeUnknownError } from '#errors/errors.ts';
import { odooTime } from '../context/local-time.ts';
import { defineOdooTool, writesOdooOnce, writeTimeoutSeconds } from '../define-odoo-tool.ts';
import { holdLock } from '../hold-lock.ts';
import { idempotencyKey, keyReused } from '../idempotency-key.ts';
import { boundPartner, partnerId } from '../orders/customer-order.ts';
import { settle } from '../orders/settle.ts';
import {
  type AppointmentRecord,
  appointmentSchema,
  hasKey,
  keyLine,
  readAppointments,
  showAppointment,
  startOf,
} from '../scheduling/appointments.ts';
import { readFreeTime } from '../scheduling/free-time.ts';
import { findStaff, type Staff, staffArgument } from '../scheduling/staff.ts';
import { durationArgument, requireTime, timeZoneArgument, timeZoneOf } from '../scheduling/times.ts';
import { asDescription } from '../text-as-html.ts';

export const bookAppointment = defineOdooTool({
  name: 'book_appointment',
  title: 'Book an appointment',
  description:
    'Books an appointment with a customer in the calendar of a colleague, if that time is still free. Take start ' +
    'from find_free_slots and call this after the customer has chosen. Odoo sends no invitation, so tell the ' +
    'customer the local time yourself. Called again with the same idempotency_key it returns the same ' +
    'appointment (created: false).',
  scope: 'odoo:write',
  annotations: writesOdooOnce,
  timeoutSeconds: writeTimeoutSeconds,
  input: z.object({
    partner_id: partnerId,
    start: z.string().max(40).describe('2025-01-31T14:00 by the clock of time_zone, or with an offset'),
    duration_minutes: durationArgument,
    subject: z.string().trim().min(1).max(120).describe('What it is about, as the colleague will read it'),
    note: z.string().trim().min(1).max(2_000).optional().describe('More for the colleague, as plain text'),
    staff: staffArgument,
    time_zone: timeZoneArgument,
    idempotency_key: idempotencyKey,
  }),
  bound: boundPartner,
  output: z.object({ ...appointmentSchema.shape, staff: z.string(), created: z.boolean() }),

  async handle(input, { services, signal: caller }) {
    const { odoo, lock, user } = services;
    const { partner_id, subject, note, idempotency_key } = input;
    const timeZone = timeZoneOf(input.time_zone, await user({ signal: caller }));
    const start = requireTime(input.start, timeZone);
    const slot = { start, end: start + input.duration_minutes * 60_000 };
    const staff = await findStaff(services, input.staff, { signal: caller });

    const book = async (signal: AbortSignal) => {
      const options = { signal };
      const answer = (record: AppointmentRecord, created: boolean) => ({
        ...showAppointment(record, timeZone),
        staff: staff.name,
        created,
      });
      const find = async () => {
        const domain = [...hasKey(idempotency_key), ['active', '=', true]];
        const [found] = await readAppointments(odoo, partner_id, domain, options);
        if (found && startOf(found) !== start) throw keyReused('appointment');
        return found;
      };
      const earlier = await find();
      if (earlier) return answer(earlier, false);
      if (start <= Date.now()) throw slotTaken();
      const { free } = await readFreeTime(services, staff, slot, options);
      if (!free.some((time) => time.start <= slot.start && time.end >= slot.end)) throw slotTaken();
      const paragraphs = [...(note ? [note] : []), keyLine(idempotency_key)];
      const description = await asDescription(odoo, 'calendar.event', paragraphs, options);
      const values = { ...eventValues(subject, slot, staff, partner_id), description };
      const created = await settle(
        () => odoo.create('calendar.event', values, { ...options, context: withoutInvitations }),
        find,
        'Wait a minute, then call book_appointment again with the same idempotency_key: it finds its own result.',
      );
      if (!created)
        throw new OutcomeUnknownError('Odoo booked the appointment but does not find it by its key.');
      return answer(created, true);
    };
    return holdLock(lock, `calendar:${staff.user}`, caller, book);
  },
});

/** The customer is told by the crew; an invitation of Odoo besides would be a second voice. */
const withoutInvitations = { no_mail_to_attendees: true };

function eventValues(
  name: string,
  { start, end }: { start: number; end: number },
  staff: Staff,
  customer: number,
) {
  return {
    name,
    start: odooTime(new Date(start)),
    stop: odooTime(new Date(end)),
    user_id: staff.user,
    partner_ids: [[6, 0, [staff.partner, customer]]],
  };
}

function slotTaken(): ConflictError {
  return new ConflictError('This time is not free, or outside of the working hours, or over.', {
    code: 'slot_not_free',
    fix: 'Look for free times again with find_free_slots and offer another one.',
  });
}
