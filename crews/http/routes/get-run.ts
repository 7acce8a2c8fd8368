import { z } from 'zod';
import { withOutput } from '../../runs/with-output.ts';
import { findRun, idParams } from '../find-run.ts';
import { defineRoute } from '../route.ts';
import { presentRun, runSchema } from '../schemas/run-schema.ts';
import { waitForRun } from '../wait-for-run.ts';

const seconds = z.coerce.number().int().min(0).max(120);

export const getRun = defineRoute({
  operation: 'getRun',
  method: 'get',
  path: '/runs/{id}',
  tag: 'Runs',
  summary: 'Tells of a run.',
  scope: 'graphs:run',
  params: idParams,
  query: z.object({ wait: seconds.default(0).describe('Seconds to wait for its end.') }),
  answers: { 200: { description: 'The run.', content: { 'application/json': runSchema } } },
  async handle({ params, query, principal, gone }, services) {
    const run = await findRun(params.id, principal, services);
    const ended =
      query.wait > 0
        ? await waitForRun(services.engine, run.id, { patienceMs: query.wait * 1_000, gone })
        : undefined;
    return { status: 200, json: presentRun(await withOutput(ended ?? run, services.graphs)) };
  },
});
