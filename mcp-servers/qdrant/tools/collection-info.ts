import { z } from 'zod';
import { collectionShape, describedCollection } from '../collection-shape.ts';
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
  output: z.object(collectionShape),

  handle: async ({ collection }, { services: { store }, signal }) =>
    describedCollection(await store.describe(collection, signal)),
});
