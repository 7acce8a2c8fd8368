import { firstCollectionOf } from '../collection-names.ts';
import type { IndexSettings } from '../collection-state.ts';
import type { QdrantConnection } from '../connection/connect-qdrant.ts';
import type { CollectionName } from '../port.ts';
import { makeCollection } from './make-collection.ts';

/** The keys that filters use. The tenant's index also keeps the points of a tenant together on disk. */
const payloadIndexes = {
  tenant: { type: 'keyword', is_tenant: true },
  id: 'keyword',
  codes: 'keyword',
  category_keys: 'keyword',
  brand_key: 'keyword',
  chunk: 'integer',
  price: 'float',
  in_stock: 'bool',
} as const;

/**
 * Makes the first collection of a name with its indexes, and its alias. Each step may have been done before, by
 * this process or by another, so it can be run again after a crash between them.
 */
export async function createFirstCollection(
  connection: QdrantConnection,
  name: CollectionName,
  settings: IndexSettings,
  signal: AbortSignal,
): Promise<void> {
  const collection_name = firstCollectionOf(name);
  await createCollection(connection, collection_name, settings, signal);
  await connection.call(
    'create alias',
    (api) => (init) =>
      api.updateAliases({ actions: [{ create_alias: { collection_name, alias_name: name } }] }, init),
    signal,
  );
}

/** Makes a collection with its indexes, without an alias; one that is there is left as it is. */
export async function createCollection(
  connection: QdrantConnection,
  collection_name: string,
  { analyser, embedder }: IndexSettings,
  signal: AbortSignal,
): Promise<void> {
  const creation = {
    vectors: embedder ? { dense: { size: embedder.dimensions, distance: 'Cosine' } as const } : {},
    sparse_vectors: { bm25: { modifier: 'idf' }, trigrams: { modifier: 'idf' } } as const,
    // A graph for each tenant and none across them: every search is confined to one.
    hnsw_config: { m: 0, payload_m: 16 },
    metadata: { analyser, embedding_model: embedder?.model ?? null },
  };
  await makeCollection(connection, collection_name, creation, payloadIndexes, signal);
}
