import type { SparseVector } from '../analyser/sparse-vectors.ts';
import type { QdrantConnection } from '../connection/connect-qdrant.ts';
import { tenantFilter } from '../tenant-filter.ts';
import type { DocumentPoint } from './document-points.ts';

/** A point as it is sent. */
interface PointToWrite {
  id: string;
  vector: { bm25: SparseVector; trigrams: SparseVector; dense?: number[] };
  payload: Record<string, unknown>;
}

const operationsPerRequest = 200;

/** Inserts points or replaces them whole; they are searchable when this returns. */
export async function writePoints(
  connection: QdrantConnection,
  collection_name: string,
  points: PointToWrite[],
  signal: AbortSignal,
): Promise<void> {
  if (points.length === 0) return;
  const sent = points.map(({ id, vector, payload }) => ({ id, vector: { ...vector }, payload }));
  await connection.call(
    'upsert',
    (api) => (init) => api.upsertPoints({ collection_name, wait: true, points: sent }, init),
    signal,
  );
}

/** Replaces what is stored beside the vectors, which stay. */
export async function overwritePayloads(
  connection: QdrantConnection,
  collection_name: string,
  points: DocumentPoint[],
  signal: AbortSignal,
): Promise<void> {
  for (let start = 0; start < points.length; start += operationsPerRequest) {
    const operations = points
      .slice(start, start + operationsPerRequest)
      .map(({ id, payload }) => ({ overwrite_payload: { points: [id], payload } }));
    await connection.call(
      'overwrite payloads',
      (api) => (init) => api.batchUpdate({ collection_name, wait: true, operations }, init),
      signal,
    );
  }
}

/** Deletes the parts that some documents had beyond the present ones. */
export async function deleteOtherParts(
  connection: QdrantConnection,
  collection_name: string,
  points: DocumentPoint[],
  tenant: string,
  signal: AbortSignal,
): Promise<void> {
  if (points.length === 0) return;
  const documents = [...new Set(points.map(({ payload }) => payload.id))];
  const filter = {
    ...tenantFilter(tenant, { key: 'id', match: { any: documents } }),
    must_not: [{ has_id: points.map(({ id }) => id) }],
  };
  await connection.call(
    'delete old parts',
    (api) => (init) => api.deletePoints({ collection_name, wait: true, filter }, init),
    signal,
  );
}
