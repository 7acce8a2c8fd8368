import { InputError, LimitError } from '#errors/errors.ts';
import { isSparse, type PointId } from '../schemas/point.ts';
import type { Operation, Selector, SetPayload, Upsert } from '../schemas/write.ts';
import { checkVectors } from './check-vectors.ts';
import { type Collection, matchingPoints, nextOperation, type StoredPoint } from './collection.ts';
import { addToPostings, removeFromPostings } from './postings.ts';

const mostPoints = 100_000;

/** Inserts points or replaces them whole. All are checked before any is written. */
export function upsertPoints(collection: Collection, upsert: Upsert): number {
  const checked = upsert.points.map((point) => ({
    ...point,
    vectors: checkVectors(collection, point.vector),
  }));
  const fresh = new Set(checked.map(({ id }) => id).filter((id) => !collection.points.has(id)));
  if (collection.points.size + fresh.size > mostPoints) {
    throw new LimitError(`Insufficient storage: the stand-in keeps at most ${mostPoints} points.`);
  }
  const updatable = upsert.update_filter ? matchingPoints(collection, upsert.update_filter) : undefined;
  const operation = nextOperation(collection);
  for (const { id, payload, vectors } of checked) {
    const known = collection.points.get(id);
    if (known ? upsert.update_mode === 'insert_only' : upsert.update_mode === 'update_only') continue;
    if (known && updatable && !updatable.has(known)) continue;
    if (known) removePoint(collection, known);
    addPoint(collection, { id, payload: payload ?? {}, vectors, version: operation });
  }
  return operation;
}

export function deletePoints(collection: Collection, selector: Selector): number {
  const points =
    'points' in selector
      ? pointsById(collection, selector.points)
      : [...matchingPoints(collection, selector.filter)];
  const operation = nextOperation(collection);
  for (const point of points) removePoint(collection, point);
  return operation;
}

/** Merges into the payload of points, or replaces it. */
export function setPayload(
  collection: Collection,
  { payload, points, filter }: SetPayload,
  mode: 'merge' | 'replace',
): number {
  if (!points && !filter)
    throw new InputError('Bad request: Either list of point ids or filter must be provided');
  const chosen = points ? pointsById(collection, points) : [...matchingPoints(collection, filter)];
  const operation = nextOperation(collection);
  for (const point of chosen) {
    point.payload = mode === 'merge' ? { ...point.payload, ...payload } : payload;
    point.version = operation;
  }
  return operation;
}

/** One operation of a batch; those before one that is refused have been done, as in Qdrant. */
export function applyOperation(collection: Collection, operation: Operation): number {
  if ('upsert' in operation) return upsertPoints(collection, operation.upsert);
  if ('delete' in operation) return deletePoints(collection, operation.delete);
  if ('set_payload' in operation) return setPayload(collection, operation.set_payload, 'merge');
  return setPayload(collection, operation.overwrite_payload, 'replace');
}

/** The points that exist, in the order of the ids. */
export function pointsById(collection: Collection, ids: PointId[]): StoredPoint[] {
  return ids.flatMap((id) => collection.points.get(id) ?? []);
}

function addPoint(collection: Collection, point: StoredPoint): void {
  collection.points.set(point.id, point);
  for (const [name, vector] of point.vectors) {
    const postings = collection.postings.get(name);
    if (postings && isSparse(vector)) addToPostings(postings, point, vector);
  }
}

function removePoint(collection: Collection, point: StoredPoint): void {
  collection.points.delete(point.id);
  for (const [name, vector] of point.vectors) {
    const postings = collection.postings.get(name);
    if (postings && isSparse(vector)) removeFromPostings(postings, point, vector);
  }
}
