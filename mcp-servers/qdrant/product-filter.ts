import { z } from 'zod';
import type { SearchFilter } from '#adapters/qdrant/port.ts';

const name = () => z.string().trim().min(1).max(200).optional();
const price = () => z.number().min(0).optional();

/** The arguments that narrow a search for products. */
export const filterShape = {
  min_price: price().describe("Only products from this price on, in the shop's currency."),
  max_price: price().describe("Only products up to this price, in the shop's currency."),
  category: name().describe('Only products of this category, as named by an earlier result or a part of it.'),
  brand: name().describe('Only products of this brand, as named by an earlier result.'),
  in_stock: z
    .boolean()
    .optional()
    .describe('true leaves out what is known to be out of stock; false shows only that.'),
};

type FilterArguments = z.output<z.ZodObject<typeof filterShape>>;

export function filterOf({ min_price, max_price, category, brand, in_stock }: FilterArguments): SearchFilter {
  return { minPrice: min_price, maxPrice: max_price, category, brand, inStock: in_stock };
}
