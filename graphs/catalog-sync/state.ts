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
  /** Passages that were copied for a new analyser or model; with a model each of them is paid for. */
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
  rebuilt: 0,
  examples: [],
};

export const catalogSyncState = z.object({
  /** Only report what would be done. */
  dry_run: initially(z.boolean(), () => false),
  /** What Odoo had written last when the last complete run began, in UTC; kept from run to run. */
  cursor: initially(z.string().nullable(), () => null),
  /** Products that were written from here on are read; all of them where it is null. */
  since: initially(z.string().nullable(), () => null),
  /** The next cursor. */
  until: initially(z.string().nullable(), () => null),
  rebuild: initially(z.object({ needed: z.boolean(), cursor: z.string().nullable() }), () => ({
    needed: false,
    cursor: null,
  })),
  /** The id of the last product that was read; the next page begins behind it. */
  after: initially(z.int(), () => 0),
  /** The page that is under way, and the products of it that are no longer for sale. */
  page: initially(z.array(catalogueDocumentSchema), () => []),
  withdrawn: initially(z.array(z.string()), () => []),
  /** Whether everything is read once more, as something was missing from the catalogue. */
  reread: initially(z.boolean(), () => false),
  more: initially(z.boolean(), () => true),
  copied: initially(z.int(), () => 0),
  report: initially(syncReportSchema, () => emptyReport),
});
export type CatalogSyncState = z.infer<typeof catalogSyncState>;

export const catalogSyncContext = z.object({ tenant: z.string().default('main') });
