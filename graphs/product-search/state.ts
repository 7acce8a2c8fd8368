import { z } from 'zod';
import { conversationState } from '../shared/conversation-state.ts';
import type { Crew } from '../shared/crew-tools.ts';
import { initially } from '../shared/initially.ts';

export const crew: Crew = { name: 'product-search', scopes: ['odoo:read', 'qdrant:read'] };

export const productSearchState = conversationState.extend({
  /** What to look for, in the words of a catalogue. */
  query: initially(z.string(), () => ''),
});
export type ProductSearchState = z.infer<typeof productSearchState>;
