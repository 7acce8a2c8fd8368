import { matchesFilter } from '../filter/match-filter.ts';
import type {
  CreateCollection,
  FieldSchema,
  SparseVectorParams,
  VectorParams,
} from '../schemas/collection.ts';
import type { Filter } from '../schemas/filter.ts';
import type { Payload, PointId, Vector } from '../schemas/point.ts';
import { createPostings, type Postings } from './postings.ts';

/** The name under which the one unnamed vector of a collection is kept. */
export const unnamedVector = '';

export interface StoredPoint {
  id: PointId;
  payload: Payload;
  vectors: Map<string, Vector>;
  /** The number of the operation that wrote it last. */
  version: number;
}

export interface Collection {
  config: CreateCollection;
  dense: Map<string, VectorParams>;
  sparse: Map<string, SparseVectorParams>;
  points: Map<PointId, StoredPoint>;
  /** The inverted index of each sparse vector. */
  postings: Map<string, Postings>;
  indexes: Map<string, FieldSchema>;
  operations: number;
  /** The points of the latest filters by their JSON, until something is written. */
  matches: Map<string, ReadonlySet<StoredPoint>>;
}

const rememberedFilters = 50;

export function createCollection(config: CreateCollection): Collection {
  const sparse = new Map(Object.entries(config.sparse_vectors ?? {}));
  return {
    config,
    dense: denseVectors(config),
    sparse,
    points: new Map(),
    postings: new Map([...sparse.keys()].map((name) => [name, createPostings()])),
    indexes: new Map(),
    operations: 0,
    matches: new Map(),
  };
}

/** The points that satisfy a filter. A tenant's filter comes with every query, so the answer is remembered. */
export function matchingPoints(
  collection: Collection,
  filter: Filter | null | undefined,
): ReadonlySet<StoredPoint> {
  const key = JSON.stringify(filter ?? {});
  const known = collection.matches.get(key);
  if (known) return known;
  const isTextIndexed = (field: string) => typeOfIndex(collection.indexes.get(field)) === 'text';
  const found = new Set<StoredPoint>();
  for (const point of collection.points.values()) {
    if (matchesFilter(point, filter, isTextIndexed)) found.add(point);
  }
  if (collection.matches.size >= rememberedFilters) collection.matches.clear();
  collection.matches.set(key, found);
  return found;
}

/** Counts a write: its number is the version of what it changes, and no remembered filter is right any more. */
export function nextOperation(collection: Collection): number {
  collection.matches.clear();
  const operation = collection.operations;
  collection.operations += 1;
  return operation;
}

export function typeOfIndex(schema: FieldSchema | undefined): string | undefined {
  return typeof schema === 'object' ? schema.type : schema;
}

/** Numbers before UUIDs, each in its own order: how Qdrant lists points. */
export function compareIds(a: PointId, b: PointId): number {
  if (typeof a === typeof b) return a < b ? -1 : a > b ? 1 : 0;
  return typeof a === 'number' ? -1 : 1;
}

function denseVectors({ vectors }: CreateCollection): Map<string, VectorParams> {
  if (!vectors) return new Map();
  const isUnnamed = typeof (vectors as { size?: unknown }).size === 'number';
  if (isUnnamed) return new Map([[unnamedVector, vectors as VectorParams]]);
  return new Map(Object.entries(vectors as Record<string, VectorParams>));
}
