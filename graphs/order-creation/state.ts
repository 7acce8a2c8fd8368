import { z } from 'zod';
import { conversationState } from '../shared/conversation-state.ts';
import type { Crew } from '../shared/crew-tools.ts';
import { initially } from '../shared/initially.ts';

export const crew: Crew = { name: 'order-creation', scopes: ['odoo:read', 'odoo:write', 'qdrant:read'] };

/** One thing that the customer wants, before it is known which product that is. */
export const wantedItemSchema = z.object({
  product_id: z
    .int()
    .nullable()
    .describe('The product_id of a product that was shown, where the customer means one of them; else null.'),
  description: z.string().max(200).describe('The product in the words of the customer.'),
  quantity: z.number().positive().describe('How many pieces; 1 where nothing is said.'),
});

export const orderCreationState = conversationState.extend({
  wanted: initially(z.array(wantedItemSchema), () => []),
  lines: initially(z.array(z.object({ product_id: z.int(), quantity: z.number() })), () => []),
  /** What the next question to the customer begins with, where something has changed. */
  notice: initially(z.string(), () => ''),
  /** Where the customer's newest words lead. */
  decision: initially(z.enum(['none', 'confirm', 'cancel', 'change', 'other']), () => 'none' as const),
  /** How far the approval by a person is; `edited` is approved as that person has changed it. */
  approval: initially(
    z.enum(['none', 'needed', 'waiting', 'approved', 'edited', 'rejected']),
    () => 'none' as const,
  ),
  /** Why a person has rejected the order; not for the customer. */
  rejection: initially(z.string(), () => ''),
  /** Whether the customer's newest words came as the answer to the question for confirmation. */
  asked: initially(z.boolean(), () => false),
  /** Whether the customer answered the question for confirmation with something else, to be triaged anew. */
  detour: initially(z.boolean(), () => false),
});
export type OrderCreationState = z.infer<typeof orderCreationState>;
