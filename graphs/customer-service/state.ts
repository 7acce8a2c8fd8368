import { z } from 'zod';
import { sentiments } from '#config/business-schema.ts';
import { schedulingState } from '../scheduling/state.ts';
import { conversationState } from '../shared/conversation-state.ts';
import type { Crew } from '../shared/crew-tools.ts';
import { initially } from '../shared/initially.ts';

export const crew: Crew = { name: 'customer-service', scopes: ['odoo:read'] };

export const intents = ['greeting', 'product', 'order', 'appointment', 'support', 'human', 'other'] as const;
export const urgencies = ['low', 'normal', 'high'] as const;

export const customerServiceState = conversationState.extend({
  intent: initially(z.enum(intents).nullable(), () => null),
  sentiment: initially(z.enum(sentiments), () => 'neutral' as const),
  urgency: initially(z.enum(urgencies), () => 'normal' as const),
  /** See scheduling: what one turn of it leaves to the next must be kept here too. */
  slots: schedulingState.shape.slots,
  appointment: schedulingState.shape.appointment,
  appointments: schedulingState.shape.appointments,
  /** Several customers of Odoo with the phone or e-mail of this contact; empty once it is known which of them writes. */
  candidates: initially(z.array(z.object({ partner_id: z.int(), name: z.string() })), () => []),
  /** Turns in a row that ended without what the customer asked for. */
  failures: initially(z.number(), () => 0),
  /** Something lasting that the customer said of himself in this turn. */
  preference: initially(z.string().nullable(), () => null),
  /** See order-creation and scheduling: the customer answered a question for confirmation with something else. */
  detour: initially(z.boolean(), () => false),
});
export type CustomerServiceState = z.infer<typeof customerServiceState>;
