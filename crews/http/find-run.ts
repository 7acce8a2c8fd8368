import { z } from 'zod';
import { NotFoundError } from '#errors/errors.ts';
import { type GraphName, graphNames } from '#graphs/catalogue.ts';
import type { Principal } from '#identity/principal.ts';
import type { Run } from '../runs/run.ts';
import type { ThreadRecord } from '../runs/run-store.ts';
import { noSuchThread } from './receive-run.ts';
import type { CrewsServices } from './services.ts';

export const idParams = z.object({ id: z.uuid() });

/** @throws NotFoundError for a run that does not exist, or is another tenant's. */
export async function findRun(
  id: string,
  { tenant }: Principal,
  { runs }: Pick<CrewsServices, 'runs'>,
): Promise<Run> {
  const run = await runs.read(id);
  if (run?.tenant !== tenant) {
    throw new NotFoundError('There is no such run.', { fix: 'Runs are kept for 24 hours after their end.' });
  }
  return run;
}

/** @throws NotFoundError for a thread that does not exist, or is another tenant's. */
export async function findThread(
  id: string,
  { tenant }: Principal,
  { runs }: Pick<CrewsServices, 'runs'>,
): Promise<ThreadRecord & { graph: GraphName }> {
  const thread = await runs.readThread(id);
  const graph = graphNames.find((name) => name === thread?.graph);
  if (thread?.tenant !== tenant || !graph) throw noSuchThread();
  return { ...thread, graph };
}
