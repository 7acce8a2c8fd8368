import { z } from 'zod';
import { conversationState } from '../shared/conversation-state.ts';
import type { Crew } from '../shared/crew-tools.ts';
import { initially } from '../shared/initially.ts';

export const crew: Crew = { name: 'scheduling', scopes: ['odoo:read', 'odoo:write'] };

const timeSchema = z.object({ utc: z.string(), local: z.string() });

/** A time at which an appointment can be, by both clocks. */
export const slotSchema = z.object({ start: timeSchema, end: timeSchema });
export type Slot = z.infer<typeof slotSchema>;

/** An appointment as Odoo has it. */
export const appointmentSchema = slotSchema.extend({
  appointment_id: z.int().positive(),
  subject: z.string(),
});

export type Appointment = z.infer<typeof appointmentSchema>;

/** What the customer wants with an appointment. */
export const appointmentRequestSchema = z.object({
  action: z
    .enum(['book', 'move', 'cancel'])
    .describe(
      'book: a new appointment, or a free time. move: the one they have, to another time. cancel: no more.',
    ),
  choice: z
    .int()
    .nullable()
    .describe(
      'Which of the free times shown the customer chooses, 1 for the first; null where none of them.',
    ),
  appointment: z
    .int()
    .nullable()
    .default(null)
    .describe(
      'Which of the appointments of their own that were shown the customer means, 1 for the first; null where none.',
    ),
  date: z.iso
    .date()
    .nullable()
    .describe('The day that the customer names, for example 2025-01-31; else null.'),
  time: z
    .string()
    .regex(/^\d\d:\d\d$/)
    .nullable()
    .describe('The time of day that the customer names, for example 14:00; else null.'),
  part_of_day: z.enum(['morning', 'afternoon', 'any']),
});
export type AppointmentRequest = z.infer<typeof appointmentRequestSchema>;

export const schedulingState = conversationState.extend({
  request: initially(appointmentRequestSchema.nullable(), () => null),
  /** The free times that were shown last, in their order. */
  slots: initially(z.array(slotSchema), () => []),
  /** The free time that the customer has chosen. */
  chosen: initially(slotSchema.nullable(), () => null),
  /** The customer's own coming appointments, in the order in which they were shown to choose from. */
  appointments: initially(z.array(appointmentSchema), () => []),
  /** The appointment that was made in this conversation, or that is to be moved or cancelled. */
  appointment: initially(appointmentSchema.nullable(), () => null),
  /** What the next words to the customer begin with, where something has changed. */
  notice: initially(z.string(), () => ''),
  /** Where the customer's answer to the question for confirmation leads. */
  decision: initially(z.enum(['none', 'confirm', 'decline', 'change', 'other']), () => 'none' as const),
  /** Whether the customer answered the question with something else, to be triaged anew. */
  detour: initially(z.boolean(), () => false),
});
export type SchedulingState = z.infer<typeof schedulingState>;
