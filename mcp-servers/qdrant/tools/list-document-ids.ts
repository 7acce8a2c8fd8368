import { z } from 'zod';
import { collectionArgument, defineQdrantTool, readsQdrant } from '../define-qdrant-tool.ts';

/** Lists which documents there are. */
export const listDocumentIds = defineQdrantTool({
  name: 'list_document_ids',
  title: 'List the ids of documents',
  description:
    'Lists the ids of all documents of a collection, up to 1,000 a call; when next_cursor is not null, call again ' +
    'with it. For whoever keeps the search up to date and looks for documents that are gone at their source.',
  scope: 'qdrant:write',
  annotations: readsQdrant,
  input: z.object({
    collection: collectionArgument,
    cursor: z.uuid().optional().describe('next_cursor of the call before.'),
  }),
  output: z.object({ ids: z.array(z.string()), next_cursor: z.string().nullable() }),

  async handle({ collection, cursor }, { services: { store }, signal }) {
    const { ids, next } = await store.listIds(collection, cursor, signal);
    return { ids, next_cursor: next ?? null };
  },
});
