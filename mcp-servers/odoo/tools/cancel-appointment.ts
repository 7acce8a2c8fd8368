import { z } from 'zod';
import { ConflictError, NotFoundError, OutcomeUnknownError } from '#errors/errors.ts';
import { localTime, odooTime } from '../context/local-time.ts';
import { confirmsFirst, defineOdooTool, writeTimeoutSeconds } from '../define-odoo-tool.ts';
import { holdLock } from '../hold-lock.ts';
import { boundPartner, partnerId } from '../orders/customer-order.ts';
import { settle } from '../orders/settle.ts';
import {
  type AppointmentRecord,
  appointmentSchema,
  readAppointments,
  showAppointment,
  startOf,
} from '../scheduling/appointments.ts';
import { timeZoneArgument, timeZoneOf } from '../scheduling/times.ts';

export const cancelAppointment = defineOdooTool({
  name: 'cancel_appointment',
  title: 'Cancel an appointment',
  description:
    'Cancels a coming appointment of a customer. Without appointment_id it takes the only coming one, and names ' +
    'them if there are several. A meeting with more people is refused: a person must decide about it. To move ' +
    'an appointment, book the new one first and then cancel the old one.',
  scope: 'odoo:write',
  annotations: confirmsFirst,
  timeoutSeconds: writeTimeoutSeconds,
  input: z.object({
    appointment_id: z
      .int()
      .positive()
      .optional()
      .describe('As book_appointment or list_appointments gave it'),
    partner_id: partnerId,
    time_zone: timeZoneArgument,
  }),
  bound: boundPartner,
  output: z.object({ ...appointmentSchema.shape, already_cancelled: z.boolean() }),

  async handle({ appointment_id, partner_id, time_zone }, { services, signal: caller }) {
    const { odoo, lock, user } = services;
    const timeZone = timeZoneOf(time_zone, await user({ signal: caller }));
    const chosen = appointment_id ?? (await onlyComing(services.odoo, partner_id, timeZone, caller));

    const cancel = async (signal: AbortSignal) => {
      const read = async () =>
        (await readAppointments(odoo, partner_id, [['id', '=', chosen]], { signal }))[0];
      const appointment = await read();
      if (!appointment) throw notFound();
      const answer = (already_cancelled: boolean) => ({
        ...showAppointment(appointment, timeZone),
        already_cancelled,
      });
      if (!appointment.active) return answer(true);
      await checkCancellable(odoo, appointment, partner_id, signal);
      const cancelled = await settle(
        () => odoo.write('calendar.event', [appointment.id], { active: false }, { signal }),
        async () => ((await read())?.active === false ? true : undefined),
        'Wait a minute, then call cancel_appointment again.',
      );
      if (!cancelled)
        throw new OutcomeUnknownError('Odoo accepted the cancellation but the appointment is still there.');
      return answer(false);
    };
    return holdLock(lock, `appointment:${chosen}`, caller, cancel);
  },
});

type Odoo = Parameters<typeof readAppointments>[0];

async function onlyComing(
  odoo: Odoo,
  customer: number,
  timeZone: string,
  signal: AbortSignal,
): Promise<number> {
  const domain = [
    ['start', '>', odooTime(new Date())],
    ['active', '=', true],
  ];
  const [first, ...others] = await readAppointments(odoo, customer, domain, { signal });
  if (!first) throw notFound();
  if (others.length === 0) return first.id;
  const list = [first, ...others].map(
    (each) => `${each.id}: ${each.name}, ${localTime(new Date(startOf(each)), timeZone)}`,
  );
  throw new ConflictError(`The customer has several appointments: ${list.join('; ')}.`, {
    code: 'several_appointments',
    fix: 'Ask which one is meant, and call again with its appointment_id.',
  });
}

/** Only what is between the customer and one colleague, and is still to come. */
async function checkCancellable(
  odoo: Odoo,
  appointment: AppointmentRecord,
  customer: number,
  signal: AbortSignal,
): Promise<void> {
  if (startOf(appointment) <= Date.now()) {
    throw new ConflictError('This appointment has begun or is over.', {
      code: 'appointment_past',
      fix: 'Tell the customer, or hand over to a person.',
    });
  }
  const search = { domain: [['id', '=', appointment.user_id?.[0] ?? 0]], fields: ['partner_id'], limit: 1 };
  const [organizer] = await odoo.searchRead('res.users', search, { signal });
  const [partner] = Array.isArray(organizer?.partner_id) ? organizer.partner_id : [];
  if (appointment.partner_ids.every((attendee) => attendee === customer || attendee === partner)) return;
  throw new ConflictError('This is a meeting with more people.', {
    code: 'appointment_shared',
    fix: 'Hand over to a person, who can cancel it.',
  });
}

function notFound(): NotFoundError {
  return new NotFoundError('This customer has no such coming appointment.', {
    code: 'appointment_not_found',
    fix: 'Ask the customer when it is, or hand over to a person.',
  });
}
