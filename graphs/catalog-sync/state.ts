import { z } from 'zod';
import { initially } from '../shared/initially.ts';

/** Fields of a product that only some Odoos have: those of the stock module, and of the usual brand modules. */
export const optionalFields = [
  'is_storable',
  'free_qty',
  'stock_quant_ids',
  'product_brand_id',
  'brand_id',
] as const;
export type OptionalField = (typeof optionalFields)[number];

/** A product as the catalogue keeps it. */
export const catalogueDocumentSchema = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  sku: z.string().optional(),
  barcode: z.string().optional(),
  price: z.number(),
  category: z.string().optional(),
  brand: z.string().optional(),
  in_stock: z.boolean().optional(),
});
export type CatalogueDocument = z.infer<typeof catalogueDocumentSchema>;

/** What a run has done; in a dry run, what it would do. */
export const syncReportSchema = z.object({
  /** `changes` where only what changed since the last run was read. */
  scope: z.enum(['everything', 'changes']),
  read: z.int(),
  rewritten: z.int(),
  payload_only: z.int(),
  unchanged: z.int(),
  deleted: z.int(),
  /** Products that are gone in Odoo and were kept, because there were too many of them to be believed. */
  held_back: z.int(),
  /** Texts that the embedding model was paid for. */
  embedded: z.int(),
  /** Their length, which is what the model charges for. */
  embedded_characters: z.int(),
  /** Passages that were copied for a new analyser or model; those that were embedded are among `embedded`. */
  rebuilt: z.int(),
  /** The first changes by product, for a person to look at. */
  examples: z.array(z.string()),
});
export type SyncReport = z.infer<typeof syncReportSchema>;

export const emptyReport: SyncReport = {
  scope: 'everything',
  read: 0,
  rewritten: 0,
  payload_only: 0,
  unchanged: 0,
  deleted: 0,
  held_back: 0,
  embedded: 0,
  embedded_characters: 0,
  rebuilt: 0,
  examples: [],
};

export const catalogSyncState = z.object({
  /** Only report what would be done. */
  dry_run: initially(z.boolean(), () => false),
  /** Delete what is gone in Odoo even where it is a great part of the catalogue; for one run. */
  allow_mass_deletion: initially(z.boolean(), () => false),
  /** What Odoo had written last when the last complete run began, in UTC; kept from run to run. */
  cursor: initially(z.string().nullable(), () => null),
  /** Products that were written from here on are read; all of them where it is null. */
  since: initially(z.string().nullable(), () => null),
  /** The next cursor. */
  until: initially(z.string().nullable(), () => null),
  /** What this Odoo knows of a product beside what every Odoo does. */
  optional_fields: initially(z.array(z.enum(optionalFields)), () => []),
  rebuild: initially(z.object({ needed: z.boolean(), cursor: z.string().nullable() }), () => ({
    needed: false,
    cursor: null,
  })),
  /** The id of the last product that was read; the next page begins behind it. */
  after: initially(z.int(), () => 0),
  /** The page that is under way. */
  page: initially(z.array(catalogueDocumentSchema), () => []),
  /** Whether everything is read once more, as something was missing from the catalogue. */
  reread: initially(z.boolean(), () => false),
  more: initially(z.boolean(), () => true),
  copied: initially(z.int(), () => 0),
  report: initially(syncReportSchema, () => emptyReport),
});
export type CatalogSyncState = z.infer<typeof catalogSyncState>;

export const catalogSyncContext = z.object({ tenant: z.string().default('main') });
