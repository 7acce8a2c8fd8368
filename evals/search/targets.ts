import type { QueryClass } from './judged-queries.ts';

/** Least recall@5 by class without an embedding model; of negatives the share without a good match. */
export const targets: Partial<Record<QueryClass, number>> = {
  sku: 0.95,
  exact: 0.95,
  plural: 0.95,
  'no accents': 0.95,
  'typing error': 0.85,
  negative: 0.8,
};
