import { z } from 'zod';
import type { QdrantConnection } from '../connection/connect-qdrant.ts';
import type { CollectionName } from '../port.ts';
import type { DocumentPoint } from './document-points.ts';

/** The points that are not stored as they are. */
export interface PointChanges {
  /** Their vectors differ, or they are new. */
  rewritten: DocumentPoint[];
  /** Their vectors are right, and something else differs. */
  payloadOnly: DocumentPoint[];
}

const hashesSchema = z.object({ text_hash: z.string(), payload_hash: z.string() });
const pointsPerRequest = 1_000;

/** Compares points with what is stored by their two hashes. */
export async function comparePoints(
  connection: QdrantConnection,
  collection: CollectionName,
  points: DocumentPoint[],
  signal: AbortSignal,
): Promise<PointChanges> {
  const stored = await storedHashes(connection, collection, points, signal);
  const changes: PointChanges = { rewritten: [], payloadOnly: [] };
  for (const point of points) {
    const hashes = stored.get(point.id);
    if (hashes?.text_hash !== point.payload.text_hash) changes.rewritten.push(point);
    else if (hashes.payload_hash !== point.payload.payload_hash) changes.payloadOnly.push(point);
  }
  return changes;
}

async function storedHashes(
  connection: QdrantConnection,
  collection: CollectionName,
  points: DocumentPoint[],
  signal: AbortSignal,
): Promise<Map<string, z.output<typeof hashesSchema>>> {
  const found = new Map<string, z.output<typeof hashesSchema>>();
  for (let start = 0; start < points.length; start += pointsPerRequest) {
    const ids = points.slice(start, start + pointsPerRequest).map(({ id }) => id);
    const records = await connection.call(
      'get hashes',
      (api) => (init) =>
        api.getPoints(
          { collection_name: collection, ids, with_payload: Object.keys(hashesSchema.shape) },
          init,
        ),
      signal,
    );
    for (const { id, payload } of records) {
      const hashes = hashesSchema.safeParse(payload);
      if (hashes.success) found.set(String(id), hashes.data); // without hashes it is from an older version
    }
  }
  return found;
}
