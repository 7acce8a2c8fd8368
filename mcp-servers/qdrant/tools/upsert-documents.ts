import { z } from 'zod';
import { InputError } from '#errors/errors.ts';
import { cleanText } from '../clean-text.ts';
import { collectionArgument, defineQdrantTool } from '../define-qdrant-tool.ts';
import { plainText } from '../plain-text.ts';

const documentSchema = z.strictObject({
  id: z
    .union([z.int().positive().transform(String), z.string().trim().min(1).max(100)])
    .describe('Its own id; the same id again replaces the document. Of a product: its number in Odoo.'),
  title: z
    .string()
    .trim()
    .min(1)
    .max(300)
    .transform(cleanText)
    .describe('Name of the product or heading of the text.'),
  text: z
    .string()
    .max(100_000)
    .describe('May be empty. A long one is cut into passages, between paragraphs where it can be.'),
  format: z
    .enum(['text', 'markdown', 'html'])
    .default('text')
    .describe('What the text is written in; its marks are taken out, its paragraphs stay.'),
  sku: z.string().max(100).optional().describe('Internal reference of a product.'),
  barcode: z.string().max(100).optional().describe('EAN or GTIN of a product.'),
  price: z.number().min(0).optional().describe("Price of a product, in the shop's currency."),
  category: z
    .string()
    .max(200)
    .transform(cleanText)
    .optional()
    .describe('Category, also as a path such as `Casa / Jardim`.'),
  brand: z.string().max(100).transform(cleanText).optional().describe('Brand of a product.'),
  in_stock: z.boolean().optional().describe('Whether a product can be delivered.'),
  url: z.url().max(2_000).optional().describe('Address of its page.'),
});

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
    dry_run: z.boolean(),
  }),

  async handle({ collection, documents, dry_run }, { services: { store }, signal }) {
    if (collection === 'products') requireNumbers(documents.map(({ id }) => id));
    const plain = documents.map(({ format, text, ...rest }) => ({
      ...rest,
      text: cleanText(plainText(text, format)),
    }));
    const outcome = await store.upsert(collection, plain, signal, { dryRun: dry_run });
    return {
      upserted: dry_run ? 0 : documents.length,
      rewritten: outcome.rewritten,
      payload_only: outcome.payloadOnly,
      unchanged: outcome.unchanged.length,
      embedded: outcome.embedded,
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
