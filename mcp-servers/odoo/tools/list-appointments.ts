import { z } from 'zod';
import { odooTime } from '../context/local-time.ts';
import { defineOdooTool, readsOdoo } from '../define-odoo-tool.ts';
import { boundPartner, partnerId } from '../orders/customer-order.ts';
import { appointmentSchema, readAppointments, showAppointment } from '../scheduling/appointments.ts';
import { timeZoneArgument, timeZoneOf } from '../scheduling/times.ts';

export const listAppointments = defineOdooTool({
  name: 'list_appointments',
  title: "List a customer's appointments",
  description:
    'Returns the coming appointments of a customer, the next one first, ten at most. Use it to find the appointment ' +
    'that a customer wants to move or cancel, whoever made it.',
  scope: 'odoo:read',
  annotations: readsOdoo,
  input: z.object({ partner_id: partnerId, time_zone: timeZoneArgument }),
  bound: boundPartner,
  output: z.object({ appointments: z.array(appointmentSchema), time_zone: z.string() }),

  async handle({ partner_id, time_zone }, { services, signal }) {
    const timeZone = timeZoneOf(time_zone, await services.user({ signal }));
    const coming = [
      ['start', '>', odooTime(new Date())],
      ['active', '=', true],
    ];
    const records = await readAppointments(services.odoo, partner_id, coming, { signal });
    return { appointments: records.map((record) => showAppointment(record, timeZone)), time_zone: timeZone };
  },
});
