import { ConflictError } from '#errors/errors.ts';
import { findThread, idParams } from '../find-run.ts';
import { defineRoute } from '../route.ts';

export const deleteThread = defineRoute({
  operation: 'deleteThread',
  method: 'delete',
  path: '/threads/{id}',
  tag: 'Threads',
  summary: 'Deletes a thread with all its checkpoints.',
  scope: 'threads:write',
  params: idParams,
  answers: { 204: { description: 'It is gone.' } },
  async handle({ params, principal }, services) {
    const { id } = await findThread(params.id, principal, services);
    if ((await services.runs.forgetThread(id)) === 'busy') {
      throw new ConflictError('A run of this thread has not ended.', {
        code: 'thread_busy',
        retryable: true,
        fix: 'Cancel its runs first, or wait for their end.',
      });
    }
    await services.checkpointer.deleteThread(id);
    return { status: 204, text: '', type: 'text/plain' };
  },
});
