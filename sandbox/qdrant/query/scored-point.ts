import { compareIds, type StoredPoint } from '../storage/collection.ts';

export interface ScoredPoint {
  point: StoredPoint;
  score: number;
}

/** Best first; equal scores in the order of their ids, so that answers can be repeated. */
export function byScore(a: ScoredPoint, b: ScoredPoint): number {
  return b.score - a.score || compareIds(a.point.id, b.point.id);
}
