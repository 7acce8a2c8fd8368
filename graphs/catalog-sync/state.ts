import { z } from 'zod';
import { initially } from '../shared/initially.ts';

/** A product as the catalogue keeps it. */
export const catalogueDocumentSchema = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  sku: z.string().optional(),
  barcode: z.string().optional(),
  price: z.number(),
  category: z.string().optional(),
});
export type CatalogueDocument = z.infer<typeof catalogueDocumentSchema>;

export const catalogSyncState = z.object({
  /** The id of the last product that was copied; the next page begins behind it. */
  after: initially(z.int(), () => 0),
  /** The page that is under way. */
  page: initially(z.array(catalogueDocumentSchema), () => []),
  more: initially(z.boolean(), () => true),
  copied: initially(z.int(), () => 0),
});
export type CatalogSyncState = z.infer<typeof catalogSyncState>;

export const catalogSyncContext = z.object({ tenant: z.string().default('main') });
