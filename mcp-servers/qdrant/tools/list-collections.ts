import { z } from 'zod';
import { collectionShape, describedCollection } from '../collection-shape.ts';
import { collectionNames, defineQdrantTool, readsQdrant } from '../define-qdrant-tool.ts';

/** Tells which collections there are. */
export const listCollections = defineQdrantTool({
  name: 'list_collections',
  title: 'List what can be searched',
  description:
    'Tells of every collection how much it holds and what its vectors were made with. Use it first where you do ' +
    'not know whether the search was filled.',
  scope: 'qdrant:read',
  annotations: readsQdrant,
  input: z.object({}),
  output: z.object({
    collections: z.array(z.object({ name: z.enum(collectionNames), ...collectionShape })),
  }),

  async handle(_input, { services: { store }, signal }) {
    const collections = await Promise.all(
      collectionNames.map(async (name) => ({
        name,
        ...describedCollection(await store.describe(name, signal)),
      })),
    );
    return { collections };
  },
});
