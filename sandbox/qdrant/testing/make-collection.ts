import type { CreateCollection } from '../schemas/collection.ts';
import type { Payload, PointId, VectorStruct } from '../schemas/point.ts';
import { type Collection, createCollection } from '../storage/collection.ts';
import { upsertPoints } from '../storage/write-points.ts';

interface Given {
  id: PointId;
  payload?: Payload;
  vector?: VectorStruct;
}

const everyKind: CreateCollection = {
  vectors: { dense: { size: 2, distance: 'Cosine' }, raw: { size: 2, distance: 'Dot' } },
  sparse_vectors: { bm25: { modifier: 'idf' }, plain: {} },
};

/** A collection with these points, without any HTTP. */
export function makeCollection(points: Given[] = [], config: CreateCollection = everyKind): Collection {
  const collection = createCollection(config);
  upsertPoints(collection, { points: points.map((point) => ({ vector: {}, ...point })) });
  return collection;
}
