import type { Condition, FieldCondition, Filter } from '../schemas/filter.ts';
import type { StoredPoint } from '../storage/collection.ts';
import { matchesValue } from './match-value.ts';
import { payloadValues } from './payload-values.ts';

/** What a filter must know of a collection: which keys have a full-text index. */
export type IsTextIndexed = (key: string) => boolean;

/** Whether a point satisfies a filter; an absent or empty filter is satisfied by all. */
export function matchesFilter(
  point: StoredPoint,
  filter: Filter | null | undefined,
  isTextIndexed: IsTextIndexed,
): boolean {
  if (!filter) return true;
  const satisfies = (condition: Condition) => matchesCondition(point, condition, isTextIndexed);
  const should = listOf(filter.should);
  return (
    listOf(filter.must).every(satisfies) &&
    !listOf(filter.must_not).some(satisfies) &&
    (should.length === 0 || should.some(satisfies)) &&
    (!filter.min_should ||
      filter.min_should.conditions.filter(satisfies).length >= filter.min_should.min_count)
  );
}

/** Both filters at once, as Qdrant hands the root filter of a query down to its prefetches. */
export function bothFilters(
  outer: Filter | null | undefined,
  inner: Filter | null | undefined,
): Filter | undefined {
  if (!outer || !inner) return outer ?? inner ?? undefined;
  return { must: [outer, inner] };
}

function matchesCondition(point: StoredPoint, condition: Condition, isTextIndexed: IsTextIndexed): boolean {
  if ('key' in condition) return matchesField(point, condition, isTextIndexed);
  if ('has_id' in condition) return condition.has_id.includes(point.id);
  if ('has_vector' in condition) return point.vectors.has(condition.has_vector);
  if ('is_empty' in condition) return isEmpty(point, condition.is_empty.key);
  if ('is_null' in condition) return isNull(point, condition.is_null.key);
  return matchesFilter(point, condition, isTextIndexed);
}

function matchesField(point: StoredPoint, condition: FieldCondition, isTextIndexed: IsTextIndexed): boolean {
  const { key, match, range, is_empty, is_null } = condition;
  if (typeof is_empty === 'boolean') return isEmpty(point, key) === is_empty;
  if (typeof is_null === 'boolean') return isNull(point, key) === is_null;
  const values = payloadValues(point.payload, key);
  if (match) return values.some((value) => matchesValue(value, match, isTextIndexed(key)));
  if (!range) return false;
  return values.some(
    (value) =>
      typeof value === 'number' &&
      (range.gt == null || value > range.gt) &&
      (range.gte == null || value >= range.gte) &&
      (range.lt == null || value < range.lt) &&
      (range.lte == null || value <= range.lte),
  );
}

/** Missing, null or an empty list. */
function isEmpty(point: StoredPoint, key: string): boolean {
  return payloadValues(point.payload, key).every((value) => value === null);
}

function isNull(point: StoredPoint, key: string): boolean {
  return payloadValues(point.payload, key).some((value) => value === null);
}

function listOf(conditions: Condition | Condition[] | null | undefined): Condition[] {
  if (!conditions) return [];
  return Array.isArray(conditions) ? conditions : [conditions];
}
