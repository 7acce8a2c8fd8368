import { ConflictError, UpstreamError } from '#errors/errors.ts';
import { readState } from '../collection-state.ts';
import type { QdrantConnection } from '../connection/connect-qdrant.ts';
import type { Embedder } from '../port.ts';

const payloadIndexes = { places: 'keyword', item: 'keyword' } as const;

/** Knows whether the collection of a store's index is there, and makes it. */
export function prepareIndex(connection: QdrantConnection, collection_name: string, embedder: Embedder) {
  let ready = false;

  async function isThere(signal: AbortSignal): Promise<boolean> {
    if (ready) return true;
    const state = await readState(connection, collection_name, signal);
    if (!state) return false;
    if (state.embeddingModel !== embedder.model)
      throw otherModel(collection_name, state.embeddingModel, embedder);
    ready = true;
    return true;
  }

  return {
    /** @throws ConflictError when it holds vectors of another model. */
    isThere,
    async make(signal: AbortSignal): Promise<void> {
      if (await isThere(signal)) return;
      await createIndex(connection, collection_name, embedder, signal);
      await isThere(signal); // another process may have made it with another model
    },
  };
}

async function createIndex(
  connection: QdrantConnection,
  collection_name: string,
  embedder: Embedder,
  signal: AbortSignal,
): Promise<void> {
  const creation = connection.call(
    'create collection',
    (api) => (init) =>
      api.createCollection(
        {
          collection_name,
          vectors: { dense: { size: embedder.dimensions, distance: 'Cosine' } },
          metadata: { embedding_model: embedder.model },
        },
        init,
      ),
    signal,
  );
  await creation.catch((error: unknown) => {
    if (!(error instanceof UpstreamError && error.code === 'qdrant_conflict')) throw error;
    // Another process made it a moment ago.
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

function otherModel(name: string, was: string | undefined, { model }: Embedder): ConflictError {
  return new ConflictError(`${name} holds vectors of ${was ?? 'no model'}, not of ${model}.`, {
    code: 'reindex_needed',
    fix: 'Give the index of the store another collection, and put its items again.',
  });
}
