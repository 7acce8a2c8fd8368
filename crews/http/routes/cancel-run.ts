import { hasEnded } from '../../runs/run.ts';
import { findRun, idParams } from '../find-run.ts';
import { defineRoute } from '../route.ts';
import { presentRun, runSchema } from '../schemas/run-schema.ts';

const content = { 'application/json': runSchema };

export const cancelRun = defineRoute({
  operation: 'cancelRun',
  method: 'post',
  path: '/runs/{id}/cancel',
  tag: 'Runs',
  summary: 'Cuts a run off, wherever it is executed. What it has done so far stays in the thread.',
  scope: 'graphs:run',
  params: idParams,
  answers: {
    200: { description: 'The run has ended, by this or before.', content },
    202: { description: 'Its replica has been told; the run ends in a moment.', content },
  },
  async handle({ params, principal }, services) {
    const { id } = await findRun(params.id, principal, services);
    await services.runs.stop(id, 'cancel');
    const run = await findRun(id, principal, services);
    return { status: hasEnded(run) ? 200 : 202, headers: { location: `/runs/${id}` }, json: presentRun(run) };
  },
});
