import { z } from 'zod';
import { firstWithin } from '../../kit/token-budget.ts';
import { defineQdrantTool, readsQdrant } from '../define-qdrant-tool.ts';
import { filterOf, filterShape } from '../product-filter.ts';
import { productOf, productShape } from '../product-result.ts';

/** Finds products like a given one. */
export const findSimilar = defineQdrantTool({
  name: 'find_similar',
  title: 'Find similar products',
  description:
    'Finds products like one that the customer already looks at: an alternative when it is out of stock or too ' +
    'expensive (max_price, in_stock). Returns the most similar first; there is always a nearest one, so judge ' +
    'by the names whether it really is an alternative. Check price and stock in Odoo before you promise them.',
  scope: 'qdrant:read',
  annotations: readsQdrant,
  input: z.object({
    product_id: z.int().positive().describe("The product's number in Odoo, as in a search result."),
    limit: z.int().min(1).max(20).default(5).describe('Most products to return.'),
    ...filterShape,
  }),
  output: z.object({ results: z.array(z.object(productShape)) }),

  async handle({ product_id, limit, ...filter }, { services: { store, answerTokens }, signal }) {
    const found = await store.findSimilar(
      { collection: 'products', id: String(product_id), limit, filter: filterOf(filter) },
      signal,
    );
    return { results: firstWithin(found.map(productOf), answerTokens) };
  },
});
