import { type Logger, silentLogger } from '#telemetry/logger.ts';
import { type Analyser, createAnalyser } from './analyser/analyser.ts';
import { createCollectionStates, isOutdated } from './collection-state.ts';
import type { QdrantConnection } from './connection/connect-qdrant.ts';
import { countDocuments } from './count-documents.ts';
import { holdLease } from './hold-lease.ts';
import { deleteDocuments } from './indexing/delete-documents.ts';
import { rebuildCollection } from './indexing/rebuild-collection.ts';
import { upsertDocuments } from './indexing/upsert-documents.ts';
import type { CollectionDescription, CollectionName, Embedder, VectorStore } from './port.ts';
import { getDocument, listDocumentIds } from './read-documents.ts';
import { findSimilar } from './searching/find-similar.ts';
import { type SearchContext, searchDocuments } from './searching/search.ts';
import { suggestProducts } from './searching/suggest.ts';
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
    const place = (collection: CollectionName) => ({ connection, tenant, collection });
    return {
      search: (request, signal) => searchDocuments(request, context, signal),
      findSimilar: (request, signal) => findSimilar(request, context, signal),
      suggest: (text, limit, signal) => suggestProducts(text, limit, context, signal),
      get: (collection, id, signal) => getDocument(place(collection), id, signal),
      listIds: (collection, from, signal) => listDocumentIds(place(collection), from, signal),
      upsert: (collection, documents, signal, how) =>
        upsertDocuments(collection, documents, context, signal, how),
      rebuild: (collection, from, signal) => rebuildCollection(collection, from, context, signal),
      delete: (collection, ids, signal) => deleteDocuments(collection, ids, context, signal),
      describe: (collection, signal) => describeCollection(collection, context, signal),
      holdLease: (request, signal) => holdLease(request, context, signal),
    };
  };
}

async function describeCollection(
  collection: CollectionName,
  { connection, states, tenant, analyser, embedder }: SearchContext,
  signal: AbortSignal,
): Promise<CollectionDescription> {
  const [state, counts] = await Promise.all([
    states.get(collection, signal),
    countDocuments(connection, collection, tenantFilter(tenant), signal),
  ]);
  return {
    ...counts,
    analyser: state?.analyser,
    embeddingModel: state?.embeddingModel,
    needsRebuild: state !== undefined && isOutdated(state, { analyser: analyser.version, embedder }),
  };
}
