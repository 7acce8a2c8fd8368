import { ConflictError } from '#errors/errors.ts';
import { hasTurn } from '../conversation-thread.ts';
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
    const thread = await findThread(params.id, principal, services);
    const { id } = thread;
    // It would write what it keeps once more when the thread is gone.
    if (await hasTurn(thread, services.queue)) {
      throw busy('A message of its customer is being answered.', 'Try again in a moment.');
    }
    if ((await services.runs.forgetThread(id)) === 'busy') {
      throw busy('A run of this thread has not ended.', 'Cancel its runs first, or wait for their end.');
    }
    await services.checkpointer.deleteThread(id);
    return { status: 204, text: '', type: 'text/plain' };
  },
});

function busy(reason: string, fix: string): ConflictError {
  return new ConflictError(reason, { code: 'thread_busy', retryable: true, fix });
}
