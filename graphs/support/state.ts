import type { z } from 'zod';
import { conversationState } from '../shared/conversation-state.ts';
import type { Crew } from '../shared/crew-tools.ts';

export const crew: Crew = { name: 'support', scopes: ['odoo:read', 'qdrant:read'] };

/** The tools that the agent may choose from. */
export const supportTools = ['odoo_list_customer_orders', 'odoo_get_order', 'qdrant_search_knowledge'];

export const supportState = conversationState;
export type SupportState = z.infer<typeof supportState>;
