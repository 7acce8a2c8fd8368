import { z } from 'zod';
import type { SearchHit } from '#adapters/qdrant/port.ts';
import { defineQdrantTool, queryArgument, readsQdrant } from '../define-qdrant-tool.ts';
import { searchAnswer } from '../search-answer.ts';
import { shorten } from '../shorten.ts';

const longestDescription = 200;

const productSchema = z.object({
  product_id: z.int().describe("The product's number in Odoo; use it for stock, price and orders."),
  sku: z.string().describe('Empty where the product has none.'),
  name: z.string(),
  description: z.string(),
  category: z.string().nullable(),
  price: z.number().nullable().describe('As last copied from Odoo; ask there before you promise it.'),
  score: z.number().describe('How much of the query the product answers, 0 to 1.'),
  matched_by: z
    .array(z.enum(['sku', 'words', 'spelling', 'synonym', 'meaning']))
    .describe('`spelling` alone means a guess at what was meant: ask the customer.'),
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
    max_price: z
      .number()
      .min(0)
      .optional()
      .describe("Only products up to this price, in the shop's currency."),
    category: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .describe('Only products of this category, as named by an earlier result or a part of it.'),
    in_stock: z
      .boolean()
      .optional()
      .describe('true leaves out what is known to be out of stock; false shows only that.'),
  }),
  output: searchAnswer(productSchema),

  async handle({ query, limit, max_price, category, in_stock }, { services: { store }, signal }) {
    const { mode, hits } = await store.search(
      {
        collection: 'products',
        query,
        limit,
        filter: { maxPrice: max_price, category, inStock: in_stock },
      },
      signal,
    );
    return { mode, no_good_match: hits.length === 0, results: hits.map(productOf) };
  },
});

function productOf({ document, score, matchedBy }: SearchHit): z.input<typeof productSchema> {
  return {
    product_id: Number(document.id),
    sku: document.sku ?? '',
    name: document.title,
    description: shorten(document.text, longestDescription),
    category: document.category ?? null,
    price: document.price ?? null,
    score,
    matched_by: matchedBy,
  };
}
