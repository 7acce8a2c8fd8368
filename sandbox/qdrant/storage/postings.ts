import type { SparseVector } from '../schemas/point.ts';
import type { StoredPoint } from './collection.ts';

/** An inverted index: for each dimension the points that have it, with their weights. */
export type Postings = Map<number, Map<StoredPoint, number>>;

export function createPostings(): Postings {
  return new Map();
}

export function addToPostings(postings: Postings, point: StoredPoint, vector: SparseVector): void {
  vector.indices.forEach((dimension, position) => {
    let posting = postings.get(dimension);
    if (!posting) {
      posting = new Map();
      postings.set(dimension, posting);
    }
    posting.set(point, vector.values[position] ?? 0);
  });
}

export function removeFromPostings(postings: Postings, point: StoredPoint, vector: SparseVector): void {
  for (const dimension of vector.indices) {
    const posting = postings.get(dimension);
    posting?.delete(point);
    if (posting?.size === 0) postings.delete(dimension);
  }
}
