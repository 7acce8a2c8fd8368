import { z } from 'zod';
import { collectionArgument, defineQdrantTool } from '../define-qdrant-tool.ts';

/** Builds a collection anew, step by step. */
export const rebuildCollection = defineQdrantTool({
  name: 'rebuild_collection',
  title: 'Build a collection anew',
  description:
    'Makes the vectors of a collection anew after a change of the analyser or the embedding model, 200 passages a ' +
    'call, without reading its source again. Until done is true call again with next_cursor; searches use the ' +
    'old collection until then, and it is kept for going back. Where nothing changed it does nothing.',
  scope: 'qdrant:write',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  timeoutSeconds: 120,
  input: z.object({
    collection: collectionArgument,
    cursor: z.uuid().optional().describe('next_cursor of the call before; none to begin.'),
  }),
  output: z.object({
    done: z.boolean(),
    copied: z.int().describe('Passages that this call copied.'),
    embedded: z.int().describe('Passages that the embedding model was paid for.'),
    embedded_characters: z.int().describe('Their length.'),
    next_cursor: z.string().nullable(),
  }),

  async handle({ collection, cursor }, { services: { store }, signal }) {
    const step = await store.rebuild(collection, cursor, signal);
    return {
      done: step.done,
      copied: step.copied,
      embedded: step.embedded,
      embedded_characters: step.embeddedCharacters,
      next_cursor: step.next ?? null,
    };
  },
});
