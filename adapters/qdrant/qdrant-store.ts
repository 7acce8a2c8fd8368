import { type Logger, silentLogger } from '#telemetry/logger.ts';
import { type Analyser, createAnalyser } from './analyser/analyser.ts';
import { createCollectionStates } from './collection-state.ts';
import type { QdrantConnection } from './connection/connect-qdrant.ts';
import { countDocuments } from './count-documents.ts';
import { deleteDocuments } from './indexing/delete-documents.ts';
import { upsertDocuments } from './indexing/upsert-documents.ts';
import type { Embedder, VectorStore } from './port.ts';
import { searchDocuments } from './searching/search.ts';
import { createQueryExpander } from './synonyms/expand-query.ts';
import { tenantFilter } from './tenant-filter.ts';

export interface QdrantStoreOptions {
  connection: QdrantConnection;
  /** Portuguese by default. */
  analyser?: Analyser;
  /** The present embedding model; while there is none, search is lexical. */
  embedder?: () => Embedder | undefined;
  logger?: Logger;
}

/**
 * Makes the stores of one Qdrant, one for each tenant. Tenants share collections; the store puts its tenant
 * into every request that reads or deletes, and into every point that it writes.
 */
export function createQdrantStores(options: QdrantStoreOptions): (tenant: string) => VectorStore {
  const { connection, analyser = createAnalyser(), logger = silentLogger } = options;
  const states = createCollectionStates(connection);
  const expand = createQueryExpander(analyser);

  return (tenant) => {
    const context = { connection, states, tenant, analyser, expand, embedder: options.embedder?.(), logger };
    return {
      search: (request, signal) => searchDocuments(request, context, signal),
      upsert: (collection, documents, signal) => upsertDocuments(collection, documents, context, signal),
      delete: (collection, ids, signal) => deleteDocuments(collection, ids, context, signal),
      async describe(collection, signal) {
        const [state, counts] = await Promise.all([
          states.get(collection, signal),
          countDocuments(connection, collection, tenantFilter(tenant), signal),
        ]);
        return { ...counts, analyser: state?.analyser, embeddingModel: state?.embeddingModel };
      },
    };
  };
}
