import { z } from 'zod';
import { conversationState } from '../shared/conversation-state.ts';
import type { Crew } from '../shared/crew-tools.ts';

export const crew: Crew = { name: 'customer-service', scopes: ['odoo:read'] };

export const intents = ['greeting', 'product', 'order', 'support', 'human', 'other'] as const;

export const customerServiceState = conversationState.extend({
  intent: z.enum(intents).nullable().default(null),
  /** See order-creation: the customer answered the question for confirmation with something else. */
  detour: z.boolean().default(false),
});
export type CustomerServiceState = z.infer<typeof customerServiceState>;
