import { z } from 'zod';
import { defineQdrantTool, readsQdrant } from '../define-qdrant-tool.ts';

/** Completes the name of a product. */
export const suggest = defineQdrantTool({
  name: 'suggest',
  title: 'Complete a product name',
  description:
    'Completes what somebody is still typing to names of products, in spite of a typing error; for search boxes ' +
    'and for half words. Returns names with their numbers, the best first, empty where nothing goes on like ' +
    'that. For a whole question use search_products.',
  scope: 'qdrant:read',
  annotations: readsQdrant,
  input: z.object({
    text: z.string().trim().min(1).max(100).describe('What was typed so far.'),
    limit: z.int().min(1).max(20).default(8).describe('Most suggestions.'),
  }),
  output: z.object({
    suggestions: z.array(z.object({ product_id: z.int(), name: z.string() })),
  }),

  async handle({ text, limit }, { services: { store }, signal }) {
    const found = await store.suggest(text, limit, signal);
    return { suggestions: found.map(({ id, title }) => ({ product_id: Number(id), name: title })) };
  },
});
