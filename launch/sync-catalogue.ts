import type { RunningCrews } from '#crews/start-crews.ts';
import { describeError } from '#errors/describe-error.ts';
import type { Logger } from '#telemetry/logger.ts';
import { runSync } from './run-sync.ts';

const syncTimeoutMs = 300_000;

/**
 * Copies the catalogue of each tenant's Odoo into Qdrant. A start does not fail because of it: until it is repeated,
 * search finds what was copied before.
 *
 * @returns How many products were copied; undefined when it failed for all.
 */
export async function syncCatalogues(
  crews: Pick<RunningCrews, 'graphs'>,
  tenants: readonly string[],
  logger: Logger,
): Promise<number | undefined> {
  let products: number | undefined;
  for (const tenant of tenants) {
    const copied = await syncCatalogue(crews, tenant, logger);
    if (copied !== undefined) products = (products ?? 0) + copied;
  }
  return products;
}

async function syncCatalogue(
  { graphs }: Pick<RunningCrews, 'graphs'>,
  tenant: string,
  logger: Logger,
): Promise<number | undefined> {
  try {
    const { copied } = await runSync(graphs['catalog-sync'], { tenant, timeoutMs: syncTimeoutMs });
    return copied;
  } catch (error) {
    logger.warn({ tenant, reason: describeError(error).message }, 'the catalogue could not be copied');
    return undefined;
  }
}
