import { InputError, NotFoundError } from '#errors/errors.ts';
import type { Filter } from '../schemas/filter.ts';
import { isSparse, type PointId, type SparseVector, type Vector } from '../schemas/point.ts';
import type { VectorInput } from '../schemas/query.ts';
import { checkVector } from '../storage/check-vectors.ts';
import { type Collection, matchingPoints, type StoredPoint, unnamedVector } from '../storage/collection.ts';
import { byScore, type ScoredPoint } from './scored-point.ts';

export interface NearestQuery {
  input: VectorInput;
  using: string | null | undefined;
  candidates: ReadonlySet<StoredPoint>;
  /** The population of the IDF statistics; the whole collection when undefined. */
  corpus: Filter | undefined;
}

/** Candidates by their similarity to a vector, or to the vector of a point (which is then left out). */
export function nearestPoints(collection: Collection, query: NearestQuery): ScoredPoint[] {
  const name = query.using ?? unnamedVector;
  if (typeof query.input === 'object') {
    return search(collection, name, checkVector(collection, name, query.input), query);
  }
  const example = vectorOf(collection, name, query.input);
  const found = search(collection, name, example, query);
  return found.filter(({ point }) => point.id !== query.input);
}

function search(collection: Collection, name: string, vector: Vector, query: NearestQuery): ScoredPoint[] {
  const scored = isSparse(vector)
    ? searchSparse(collection, name, vector, query)
    : searchDense(name, vector, query.candidates);
  return scored.sort(byScore);
}

function vectorOf(collection: Collection, name: string, id: PointId): Vector {
  const point = collection.points.get(id);
  if (!point) throw new NotFoundError(`Not found: No point with id ${id} found`);
  const vector = point.vectors.get(name);
  if (vector) return vector;
  throw new InputError(`Wrong input: Not existing vector name error: ${name}`);
}

function searchDense(name: string, vector: number[], candidates: ReadonlySet<StoredPoint>): ScoredPoint[] {
  const scored: ScoredPoint[] = [];
  for (const point of candidates) {
    const other = point.vectors.get(name);
    if (other && !isSparse(other)) scored.push({ point, score: dot(vector, other) });
  }
  return scored;
}

function dot(a: number[], b: number[]): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}

/** Points that share no dimension with the query are no results at all, as in Qdrant. */
function searchSparse(
  collection: Collection,
  name: string,
  query: SparseVector,
  { candidates, corpus }: NearestQuery,
): ScoredPoint[] {
  const postings = collection.postings.get(name);
  const weigh = inverseDocumentFrequency(collection, name, corpus);
  const scores = new Map<StoredPoint, number>();
  query.indices.forEach((dimension, position) => {
    const posting = postings?.get(dimension);
    if (!posting) return;
    const queryWeight = (query.values[position] ?? 0) * weigh(posting);
    for (const [point, weight] of posting) {
      if (candidates.has(point)) scores.set(point, (scores.get(point) ?? 0) + queryWeight * weight);
    }
  });
  return [...scores].map(([point, score]) => ({ point, score }));
}

/** ln((N − df + 0.5) / (df + 0.5) + 1), or 1 for a vector without the modifier `idf`. */
function inverseDocumentFrequency(
  collection: Collection,
  name: string,
  corpus: Filter | undefined,
): (posting: Map<StoredPoint, number>) => number {
  if (collection.sparse.get(name)?.modifier !== 'idf') return () => 1;
  const population = matchingPoints(collection, corpus);
  let size = 0;
  for (const point of population) if (point.vectors.has(name)) size += 1;
  return (posting) => {
    let frequency = posting.size;
    if (corpus) {
      frequency = 0;
      for (const point of posting.keys()) if (population.has(point)) frequency += 1;
    }
    return Math.log((size - frequency + 0.5) / (frequency + 0.5) + 1);
  };
}
