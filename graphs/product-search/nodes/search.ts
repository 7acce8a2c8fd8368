import { z } from 'zod';
import type { ShownProduct } from '../../shared/conversation-state.ts';
import { callTool, type NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { codeOfSearchFailure } from '../../shared/search-failure.ts';
import { crew, type ProductSearchState } from '../state.ts';

const found = z.object({
  no_good_match: z.boolean(),
  results: z.array(z.object({ product_id: z.int().positive(), sku: z.string(), name: z.string() })),
});

const availability = z.object({
  items: z.array(
    z.object({
      product_id: z.int().positive(),
      name: z.string(),
      list_price: z.number(),
      currency: z.string(),
      free_quantity: z.number().nullable(),
    }),
  ),
});

const shownAtMost = 4;

/** Searches the catalogue, then asks Odoo for the present price and stock: the catalogue's own may be old. */
export function search(dependencies: GraphDependencies) {
  return async (state: ProductSearchState, runtime: NodeRuntime) => {
    try {
      const products = await productsFor(state, runtime);
      return { products, failure: null, unanswered: products.length === 0 };
    } catch (error) {
      return { products: [], failure: codeOfSearchFailure(error), unanswered: true };
    }
  };

  async function productsFor(state: ProductSearchState, runtime: NodeRuntime): Promise<ShownProduct[]> {
    const run = { crew, state, runtime };
    const { results, no_good_match } = await callTool(dependencies, run, {
      tool: 'qdrant_search_products',
      arguments: { query: state.query, limit: shownAtMost },
      output: found,
    });
    if (no_good_match || results.length === 0) return [];
    const { items } = await callTool(dependencies, run, {
      tool: 'odoo_check_availability',
      arguments: { product_ids: results.map(({ product_id }) => product_id) },
      output: availability,
    });
    const present = new Map(items.map((item) => [item.product_id, item]));
    return results.flatMap(({ product_id, sku }) => {
      const item = present.get(product_id); // what Odoo no longer has is not shown
      if (!item) return [];
      const { name, list_price: price, currency, free_quantity } = item;
      return [{ product_id, sku, name, price, currency, free_quantity }];
    });
  }
}
