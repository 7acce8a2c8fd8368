import { z } from 'zod';
import { collectionArgument, defineQdrantTool, readsQdrant } from '../define-qdrant-tool.ts';

/** Tells what the search holds. */
export const collectionInfo = defineQdrantTool({
  name: 'collection_info',
  title: 'What the search holds',
  description:
    'Tells how many documents a collection has and what its vectors were made with. Use it to see whether the ' +
    'search was filled, and whether it has to be built anew after a change of analyser or embedding model.',
  scope: 'qdrant:read',
  annotations: readsQdrant,
  input: z.object({ collection: collectionArgument }),
  output: z.object({
    documents: z.int().describe('Documents of this tenant.'),
    chunks: z.int().describe('Their passages, which is what is searched.'),
    analyser: z.string().nullable().describe('Version of the text analyser; null before the first document.'),
    embedding_model: z.string().nullable().describe('null where search is lexical.'),
  }),

  async handle({ collection }, { services: { store }, signal }) {
    const { documents, chunks, analyser, embeddingModel } = await store.describe(collection, signal);
    return { documents, chunks, analyser: analyser ?? null, embedding_model: embeddingModel ?? null };
  },
});
