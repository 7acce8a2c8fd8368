import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type SyncReport, syncReportSchema } from '#graphs/catalog-sync/state.ts';
import { type CompiledGraph, graphCatalogue } from '#graphs/catalogue.ts';

const defaultTimeoutMs = 4 * 60 * 60_000;

const finishedSchema = z.object({ report: syncReportSchema, copied: z.int() });

export interface FinishedSync {
  report: SyncReport;
  /** Products for sale that were read and are in the catalogue. */
  copied: number;
  /** Whether it went on with a run that was cut short. */
  resumed: boolean;
}

/**
 * Runs the sync on the thread of its tenant, which keeps the cursor. A run that was cut short is gone on with.
 * A dry run has a thread of its own, so that it leaves nothing behind.
 */
export async function runSync(
  graph: CompiledGraph,
  {
    tenant,
    dryRun = false,
    allowMassDeletion = false,
    timeoutMs = defaultTimeoutMs,
  }: { tenant: string; dryRun?: boolean; allowMassDeletion?: boolean; timeoutMs?: number },
): Promise<FinishedSync> {
  const address = { configurable: { thread_id: `catalog-sync-${tenant}` } };
  const { next, values } = await graph.getState(address);
  const resumed = !dryRun && next.length > 0;
  const permission = { allow_mass_deletion: allowMassDeletion };
  const input = dryRun ? { ...permission, dry_run: true, cursor: cursorOf(values) } : permission;
  const run = {
    ...(dryRun ? { configurable: { thread_id: `catalog-sync-dry-${randomUUID()}` } } : address),
    context: { tenant },
    signal: AbortSignal.timeout(timeoutMs),
    durability: 'sync',
    recursionLimit: graphCatalogue['catalog-sync'].steps,
  } as const;
  const state = await graph.invoke(resumed ? null : input, run);
  return { ...finishedSchema.parse(state), resumed };
}

function cursorOf(values: unknown): string | null {
  const parsed = z.object({ cursor: z.string() }).safeParse(values);
  return parsed.success ? parsed.data.cursor : null; // before the first complete run
}
