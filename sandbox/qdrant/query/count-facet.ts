import { InputError } from '#errors/errors.ts';
import { payloadValues } from '../filter/payload-values.ts';
import type { Filter } from '../schemas/filter.ts';
import { type Collection, matchingPoints, typeOfIndex } from '../storage/collection.ts';

export interface FacetHit {
  value: string | number | boolean;
  count: number;
}

const facetTypes = new Set(['keyword', 'integer', 'bool', 'uuid']);

/** How many points have each value of an indexed key, the most frequent first. */
export function countFacet(
  collection: Collection,
  {
    key,
    filter,
    limit,
  }: { key: string; filter?: Filter | null | undefined; limit?: number | null | undefined },
): FacetHit[] {
  if (!facetTypes.has(typeOfIndex(collection.indexes.get(key)) ?? '')) {
    throw new InputError(
      `Wrong input: No appropriate index for faceting: \`${key}\`. Please create one to facet on this field. ` +
        'Check https://qdrant.tech/documentation/concepts/indexing/#payload-index to see which payload ' +
        'schemas support Match conditions',
    );
  }
  const counts = new Map<FacetHit['value'], number>();
  for (const point of matchingPoints(collection, filter)) {
    for (const value of new Set(payloadValues(point.payload, key))) {
      if (value !== null && typeof value !== 'object') counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || String(a.value).localeCompare(String(b.value)))
    .slice(0, limit ?? 10);
}
