import { ConflictError } from '#errors/errors.ts';
import { readState } from '../collection-state.ts';
import type { QdrantConnection } from '../connection/connect-qdrant.ts';
import { makeCollection } from '../indexing/make-collection.ts';
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
      const creation = {
        vectors: { dense: { size: embedder.dimensions, distance: 'Cosine' } as const },
        metadata: { embedding_model: embedder.model },
      };
      await makeCollection(connection, collection_name, creation, payloadIndexes, signal);
      await isThere(signal); // another process may have made it with another model
    },
  };
}

function otherModel(name: string, was: string | undefined, { model }: Embedder): ConflictError {
  return new ConflictError(`${name} holds vectors of ${was ?? 'no model'}, not of ${model}.`, {
    code: 'reindex_needed',
    fix: 'Give the index of the store another collection, and put its items again.',
  });
}
