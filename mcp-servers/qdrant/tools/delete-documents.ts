import { z } from 'zod';
import { collectionArgument, defineQdrantTool } from '../define-qdrant-tool.ts';

/** Takes documents out of the search. */
export const deleteDocuments = defineQdrantTool({
  name: 'delete_documents',
  title: 'Take documents out of the search',
  description:
    'Deletes documents by their ids, so that they are not found any more; what was copied from stays where it ' +
    'is. Ids that are not there are passed over. For whoever keeps the search up to date, not for conversations.',
  scope: 'qdrant:write',
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  input: z.object({
    collection: collectionArgument,
    ids: z
      .array(z.union([z.int().positive().transform(String), z.string().trim().min(1).max(100)]))
      .min(1)
      .max(100)
      .describe('The ids with which the documents were put in, 1 to 100.'),
  }),
  output: z.object({ deleted: z.int().describe('How many of these documents there were.') }),

  async handle({ collection, ids }, { services: { store }, signal }) {
    return { deleted: await store.delete(collection, ids, signal) };
  },
});
