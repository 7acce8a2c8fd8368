import { z } from 'zod';
import { conversationState } from '../shared/conversation-state.ts';
import type { Crew } from '../shared/crew-tools.ts';

export const crew: Crew = { name: 'product-search', scopes: ['odoo:read', 'qdrant:read'] };

export const productSearchState = conversationState.extend({
  /** What to look for, in the words of a catalogue. */
  query: z.string().default(''),
});
export type ProductSearchState = z.infer<typeof productSearchState>;
