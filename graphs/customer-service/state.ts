import { z } from 'zod';
import { conversationState } from '../shared/conversation-state.ts';
import type { Crew } from '../shared/crew-tools.ts';
import { initially } from '../shared/initially.ts';

export const crew: Crew = { name: 'customer-service', scopes: ['odoo:read'] };

export const intents = ['greeting', 'product', 'order', 'support', 'human', 'other'] as const;

export const customerServiceState = conversationState.extend({
  intent: initially(z.enum(intents).nullable(), () => null),
  /** Something lasting that the customer said of himself in this turn. */
  preference: initially(z.string().nullable(), () => null),
  /** See order-creation: the customer answered the question for confirmation with something else. */
  detour: initially(z.boolean(), () => false),
});
export type CustomerServiceState = z.infer<typeof customerServiceState>;
