import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { RunningCrews } from '#crews/start-crews.ts';
import { describeError } from '#errors/describe-error.ts';
import type { Logger } from '#telemetry/logger.ts';

const syncTimeoutMs = 300_000;

/**
 * Copies the catalogue of Odoo into Qdrant. A start does not fail because of it: until it is repeated, search
 * finds what was copied before.
 *
 * @returns How many products were copied; undefined when it failed.
 */
export async function syncCatalogue(
  { graphs }: Pick<RunningCrews, 'graphs'>,
  tenant: string,
  logger: Logger,
): Promise<number | undefined> {
  try {
    const state = await graphs['catalog-sync'].invoke(
      {},
      {
        configurable: { thread_id: randomUUID() },
        context: { tenant },
        signal: AbortSignal.timeout(syncTimeoutMs),
        durability: 'exit',
      },
    );
    return z.object({ copied: z.int() }).parse(state).copied;
  } catch (error) {
    logger.warn({ reason: describeError(error).message }, 'the catalogue could not be copied');
    return undefined;
  }
}
