import { z } from 'zod';
import type { CollectionDescription } from '#adapters/qdrant/port.ts';

/** What is told of a collection. */
export const collectionShape = {
  documents: z.int().describe('Documents of this tenant.'),
  chunks: z.int().describe('Their passages, which is what is searched.'),
  analyser: z.string().nullable().describe('Version of the text analyser; null before the first document.'),
  embedding_model: z.string().nullable().describe('null where search is lexical.'),
  needs_rebuild: z
    .boolean()
    .describe('Made with another analyser or model than the present ones: call rebuild_collection.'),
};

export function describedCollection(description: CollectionDescription) {
  return {
    documents: description.documents,
    chunks: description.chunks,
    analyser: description.analyser ?? null,
    embedding_model: description.embeddingModel ?? null,
    needs_rebuild: description.needsRebuild,
  };
}
