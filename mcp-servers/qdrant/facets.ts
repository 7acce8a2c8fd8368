import { z } from 'zod';
import type { Document } from '#adapters/qdrant/port.ts';

const mostValues = 10;

const countSchema = z.object({ value: z.string(), count: z.int() });

export const facetsSchema = z.object({
  products: z.int().describe('How many good matches were counted, 50 at most.'),
  categories: z.array(countSchema),
  brands: z.array(countSchema),
  price: z.object({ lowest: z.number(), highest: z.number() }).nullable(),
});

/** What some products have in common, so that a customer can be asked which of it is wanted. */
export function facetsOf(documents: Document[]): z.input<typeof facetsSchema> {
  const prices = documents.flatMap(({ price }) => price ?? []);
  return {
    products: documents.length,
    categories: countValues(documents.map(({ category }) => category)),
    brands: countValues(documents.map(({ brand }) => brand)),
    price: prices.length === 0 ? null : { lowest: Math.min(...prices), highest: Math.max(...prices) },
  };
}

/** The most frequent values, at most ten. */
function countValues(values: (string | undefined)[]): z.input<typeof countSchema>[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((left, right) => right.count - left.count || left.value.localeCompare(right.value))
    .slice(0, mostValues);
}
