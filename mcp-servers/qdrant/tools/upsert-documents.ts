import { z } from 'zod';
import { InputError } from '#errors/errors.ts';
import { cleanText } from '../clean-text.ts';
import { collectionArgument, defineQdrantTool } from '../define-qdrant-tool.ts';

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
    .max(20_000)
    .transform(cleanText)
    .describe('Plain text; may be empty. A long one is cut into passages.'),
  sku: z.string().max(100).optional().describe('Internal reference of a product.'),
  barcode: z.string().max(100).optional().describe('EAN or GTIN of a product.'),
  price: z.number().min(0).optional().describe("Price of a product, in the shop's currency."),
  category: z
    .string()
    .max(200)
    .transform(cleanText)
    .optional()
    .describe('Category, also as a path such as `Casa / Jardim`.'),
  in_stock: z.boolean().optional().describe('Whether a product can be delivered.'),
  url: z.url().max(2_000).optional().describe('Address of its page.'),
});

/** Puts documents into the search. */
export const upsertDocuments = defineQdrantTool({
  name: 'upsert_documents',
  title: 'Put documents into the search',
  description:
    'Inserts documents, or replaces those of the same id, and returns when they can be found. For whoever keeps ' +
    'the search up to date, not for conversations. Safe to repeat: it makes no duplicates. On an error nothing ' +
    'or a part was written; send the same documents again.',
  scope: 'qdrant:write',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  timeoutSeconds: 120,
  input: z.object({
    collection: collectionArgument,
    documents: z.array(documentSchema).min(1).max(100).describe('1 to 100 documents.'),
  }),
  output: z.object({ upserted: z.int().describe('How many documents were written.') }),

  async handle({ collection, documents }, { services: { store }, signal }) {
    if (collection === 'products') requireNumbers(documents.map(({ id }) => id));
    return { upserted: await store.upsert(collection, documents, signal) };
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
