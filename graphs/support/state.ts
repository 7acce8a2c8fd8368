import type { z } from 'zod';
import { conversationState } from '../shared/conversation-state.ts';
import type { Crew } from '../shared/crew-tools.ts';

export const crew: Crew = { name: 'support', scopes: ['odoo:read', 'odoo:write', 'qdrant:read'] };

/** The tools of the gateway that the agent may choose from; it writes through its own tools alone. */
export const supportTools = [
  'odoo_list_customer_orders',
  'odoo_get_order',
  'odoo_get_invoice_status',
  'qdrant_search_knowledge',
];

export const supportState = conversationState;
export type SupportState = z.infer<typeof supportState>;
