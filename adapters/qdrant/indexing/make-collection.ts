import type { Schemas } from '@qdrant/js-client-rest';
import { UpstreamError } from '#errors/errors.ts';
import type { QdrantConnection } from '../connection/connect-qdrant.ts';

/** Makes a collection and its payload indexes; what is there already, whoever made it, is left as it is. */
export async function makeCollection(
  connection: QdrantConnection,
  collection_name: string,
  creation: Schemas['CreateCollection'],
  payloadIndexes: Readonly<Record<string, Schemas['PayloadFieldSchema']>>,
  signal: AbortSignal,
): Promise<void> {
  const created = connection.call(
    'create collection',
    (api) => (init) => api.createCollection({ collection_name, ...creation }, init),
    signal,
  );
  await created.catch((error: unknown) => {
    if (!(error instanceof UpstreamError && error.code === 'qdrant_conflict')) throw error;
    // It exists: made by another process a moment ago, or before a crash.
  });
  for (const [field_name, field_schema] of Object.entries(payloadIndexes)) {
    await connection.call(
      'create payload index',
      (api) => (init) =>
        api.createFieldIndex({ collection_name, wait: true, field_name, field_schema }, init),
      signal,
    );
  }
}
