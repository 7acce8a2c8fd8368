import { z } from 'zod';
import type { Document } from '#adapters/qdrant/port.ts';
import { InputError } from '#errors/errors.ts';
import { collectionArgument, defineQdrantTool } from '../define-qdrant-tool.ts';
import { documentSchema } from '../document-schema.ts';
import { readDocument } from '../read-document.ts';

/** Puts documents into the search. */
export const upsertDocuments = defineQdrantTool({
  name: 'upsert_documents',
  title: 'Put documents into the search',
  description:
    'Inserts documents, or replaces those of the same id, and returns when they can be found. For whoever keeps ' +
    'the search up to date, not for conversations. Safe to repeat: it makes no duplicates, and what did not change ' +
    'costs nothing. On an error nothing ' +
    'or a part was written; send the same documents again.',
  scope: 'qdrant:write',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  timeoutSeconds: 120,
  input: z.object({
    collection: collectionArgument,
    documents: z.array(documentSchema).min(1).max(100).describe('1 to 100 documents.'),
    dry_run: z.boolean().default(false).describe('Only tell what would be written.'),
  }),
  output: z.object({
    upserted: z.int().describe('How many documents were given and are now there.'),
    rewritten: z.array(z.string()).describe('Ids of those whose text is new or changed.'),
    payload_only: z
      .array(z.string())
      .describe('Ids of those of which only price, stock, codes or the like changed.'),
    unchanged: z.int().describe('How many were there as they are; nothing was sent for them.'),
    embedded: z.int().describe('Passages that the embedding model was paid for.'),
    embedded_characters: z.int().describe('Their length.'),
    dry_run: z.boolean(),
  }),

  async handle({ collection, documents, dry_run }, { services: { store }, signal }) {
    if (collection === 'products') requireNumbers(documents.map(({ id }) => id));
    const plain: Document[] = [];
    for (const document of documents) plain.push(await readDocument(document, signal)); // one PDF at a time
    const outcome = await store.upsert(collection, plain, signal, { dryRun: dry_run });
    return {
      upserted: dry_run ? 0 : documents.length,
      rewritten: outcome.rewritten,
      payload_only: outcome.payloadOnly,
      unchanged: outcome.unchanged.length,
      embedded: outcome.embedded,
      embedded_characters: outcome.embeddedCharacters,
      dry_run,
    };
  },
});

/** A product is ordered by its number, so one without could be found and never be sold. */
function requireNumbers(ids: string[]): void {
  const wrong = ids.filter((id) => !/^[1-9]\d{0,14}$/.test(id));
  if (wrong.length === 0) return;
  throw new InputError(`${wrong.length} of the products have an id that is no number.`, {
    fix: "Send the product's number in Odoo (product.product) as its id.",
  });
}
