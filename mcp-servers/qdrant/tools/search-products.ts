import { z } from 'zod';
import { firstWithin } from '../../kit/token-budget.ts';
import { defineQdrantTool, queryArgument, readsQdrant } from '../define-qdrant-tool.ts';
import { facetsOf, facetsSchema } from '../facets.ts';
import { filterOf, filterShape } from '../product-filter.ts';
import { productOf, productShape } from '../product-result.ts';
import { searchAnswer } from '../search-answer.ts';

const mostCounted = 50;

const productSchema = z.object({
  ...productShape,
  score: z.number().describe('How much of the query the product answers, 0 to 1.'),
  matched_by: z
    .array(z.enum(['sku', 'words', 'spelling', 'synonym', 'meaning']))
    .describe('`spelling` or `synonym` alone means a guess at what was meant: ask the customer.'),
});

/** Finds products of the catalogue for the words of a customer. */
export const searchProducts = defineQdrantTool({
  name: 'search_products',
  title: 'Search the catalogue',
  description:
    'Finds products by what a customer wrote: names, SKU or barcode, with typing errors, plurals and missing ' +
    'accents. Use it before you say what the shop sells. Returns the best products first. With no_good_match ' +
    'the shop does not sell it: say so, ask for other words or offer a human; never invent a product. Check ' +
    'price and stock in Odoo before you promise them.',
  scope: 'qdrant:read',
  annotations: readsQdrant,
  input: z.object({
    query: queryArgument,
    limit: z.int().min(1).max(20).default(5).describe('Most products to return.'),
    ...filterShape,
    facets: z
      .boolean()
      .default(false)
      .describe(
        'Also count categories, brands and prices of all good matches, to ask the customer a good question.',
      ),
  }),
  output: searchAnswer(productSchema).extend({ facets: facetsSchema.optional() }),

  async handle({ query, limit, facets, ...filter }, { services: { store, answerTokens }, signal }) {
    const { mode, hits } = await store.search(
      { collection: 'products', query, limit: facets ? mostCounted : limit, filter: filterOf(filter) },
      signal,
    );
    const results = hits.slice(0, limit).map(({ document, score, matchedBy }) => ({
      ...productOf(document),
      score,
      matched_by: matchedBy,
    }));
    return {
      mode,
      no_good_match: hits.length === 0,
      results: firstWithin(results, answerTokens),
      ...(facets ? { facets: facetsOf(hits.map(({ document }) => document)) } : {}),
    };
  },
});
