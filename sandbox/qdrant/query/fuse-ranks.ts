import { InputError } from '#errors/errors.ts';
import type { StoredPoint } from '../storage/collection.ts';
import { byScore, type ScoredPoint } from './scored-point.ts';

/** Qdrant's default, not the 60 of the literature. */
const defaultK = 2;

/**
 * Reciprocal rank fusion as Qdrant computes it: the point at position p (from 0) of a source with weight w
 * gets 1 / ((p + 1) / w + k − 1) from it. A weight stretches the ranks of its source; it is no factor.
 */
export function fuseRanks(
  sources: ScoredPoint[][],
  { k, weights }: { k?: number | null | undefined; weights?: number[] | null | undefined } = {},
): ScoredPoint[] {
  if (weights && weights.length !== sources.length) {
    throw new InputError(
      `Wrong input: Validation failed: RRF weights length (${weights.length}) does not match number of ` +
        `prefetches (${sources.length})`,
    );
  }
  const scores = new Map<StoredPoint, number>();
  sources.forEach((source, sourceIndex) => {
    const weight = weights?.[sourceIndex] ?? 1;
    source.forEach(({ point }, position) => {
      const share = weight <= 0 ? 0 : 1 / ((position + 1) / weight + (k ?? defaultK) - 1);
      scores.set(point, (scores.get(point) ?? 0) + share);
    });
  });
  return [...scores].map(([point, score]) => ({ point, score })).sort(byScore);
}
