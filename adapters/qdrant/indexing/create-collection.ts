import { UpstreamError } from '#errors/errors.ts';
import { firstCollectionOf } from '../collection-names.ts';
import type { QdrantConnection } from '../connection/connect-qdrant.ts';
import type { CollectionName, Embedder } from '../port.ts';

/** The keys that filters use. The tenant's index also keeps the points of a tenant together on disk. */
const payloadIndexes = {
  tenant: { type: 'keyword', is_tenant: true },
  id: 'keyword',
  codes: 'keyword',
  category_keys: 'keyword',
  chunk: 'integer',
  price: 'float',
  in_stock: 'bool',
} as const;

export interface CollectionSettings {
  analyser: string;
  embedder: Pick<Embedder, 'model' | 'dimensions'> | undefined;
}

/**
 * Makes a collection with its indexes and its alias. Each step may have been done before, by this process or
 * by another, so it can be run again after a crash between them.
 */
export async function createCollection(
  connection: QdrantConnection,
  name: CollectionName,
  { analyser, embedder }: CollectionSettings,
  signal: AbortSignal,
): Promise<void> {
  const collection_name = firstCollectionOf(name);
  const creation = connection.call(
    'create collection',
    (api) => (init) =>
      api.createCollection(
        {
          collection_name,
          vectors: embedder ? { dense: { size: embedder.dimensions, distance: 'Cosine' } } : {},
          sparse_vectors: { bm25: { modifier: 'idf' }, trigrams: { modifier: 'idf' } },
          // A graph for each tenant and none across them: every search is confined to one.
          hnsw_config: { m: 0, payload_m: 16 },
          metadata: { analyser, embedding_model: embedder?.model ?? null },
        },
        init,
      ),
    signal,
  );
  await creation.catch((error: unknown) => {
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
  await connection.call(
    'create alias',
    (api) => (init) =>
      api.updateAliases({ actions: [{ create_alias: { collection_name, alias_name: name } }] }, init),
    signal,
  );
}
