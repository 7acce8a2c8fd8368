import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type GraphName, graphNames } from '#graphs/catalogue.ts';

/** What a thread is resumed with: the customer's words, a person's decision, or nothing where a run was cut short. */
const nextSchema = z.union([
  z.strictObject({ text: z.string() }),
  z.strictObject({ decision: z.record(z.string(), z.unknown()) }),
  z.strictObject({ goOn: z.literal(true) }),
]);
export type Next = z.infer<typeof nextSchema>;

const threadSchema = z.object({
  /** Of its file, and what a failing test is called. */
  name: z.string().regex(/^[a-z-]+$/),
  graph: z.enum(graphNames as [GraphName, ...GraphName[]]),
  threadId: z.uuid(),
  contact: z.object({ id: z.int(), name: z.string(), phone: z.string() }),
  /** The total from which on a person must approve; null for none. */
  approvalAbove: z.number().nullable(),
  next: nextSchema,
  expected: z.object({
    /** A regular expression for what the customer reads then. */
    reply: z.string().optional(),
    /** What the thread waits in then; null where it has come to its end. */
    question: z.string().nullable(),
    /** The states of the customer's orders in Odoo then, in the order of their making. */
    orders: z.array(z.string()).default([]),
    /** Whether each of the customer's appointments stands then. */
    appointments: z.array(z.boolean()).default([]),
  }),
});
export type RecordedThread = z.infer<typeof threadSchema>;

const lineSchema = z.object({ product_id: z.int(), quantity: z.number(), price: z.number() });

/** The records of Odoo that the threads speak of, with the ids that they had when they were recorded. */
export const worldSchema = z.object({
  partners: z.array(z.object({ id: z.int(), name: z.string(), phone: z.string() })),
  orders: z.array(
    z.object({
      id: z.int(),
      partner: z.int(),
      origin: z.string(),
      state: z.enum(['draft', 'sent', 'sale', 'cancel']),
      lines: z.array(lineSchema),
    }),
  ),
  appointments: z.array(z.object({ id: z.int(), customers: z.array(z.int()), values: z.looseObject({}) })),
});
export type World = z.infer<typeof worldSchema>;

/** The state that a release has left behind, in `fixtures/<version>`; threads stand beside it as JSON lines. */
export const releaseSchema = z.object({
  version: z.string(),
  /** When it was recorded: appointments are in the future only then. */
  recordedAt: z.iso.datetime(),
  threads: z.array(threadSchema),
  world: worldSchema,
});
export type Release = z.infer<typeof releaseSchema>;

export const fixturesFolder = join(import.meta.dirname, 'fixtures');

/** Every release whose state later ones must resume, with its folder. */
export function recordedReleases(): (Release & { folder: string })[] {
  return readdirSync(fixturesFolder).map((version) => {
    const folder = join(fixturesFolder, version);
    const text = readFileSync(join(folder, 'release.json'), 'utf8');
    return { ...releaseSchema.parse(JSON.parse(text)), folder };
  });
}
