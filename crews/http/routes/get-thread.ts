import type { z } from 'zod';
import type { ThreadRecord } from '../../runs/run-store.ts';
import { hasTurn } from '../conversation-thread.ts';
import { findThread, idParams } from '../find-run.ts';
import { defineRoute } from '../route.ts';
import { hasCheckpoint, presentCheckpoint, threadSchema } from '../schemas/thread-schema.ts';

export const getThread = defineRoute({
  operation: 'getThread',
  method: 'get',
  path: '/threads/{id}',
  tag: 'Threads',
  summary: 'A thread as it is now.',
  scope: 'threads:read',
  params: idParams,
  answers: { 200: { description: 'The thread.', content: { 'application/json': threadSchema } } },
  async handle({ params, principal }, services) {
    const thread = await findThread(params.id, principal, services);
    const state = await services.graphs[thread.graph].getState({ configurable: { thread_id: thread.id } });
    const checkpoint = hasCheckpoint(state) ? presentCheckpoint(state) : undefined;
    const busy = thread.active !== undefined || (await hasTurn(thread, services.queue));
    return { status: 200, json: presentThread(thread, busy, checkpoint) };
  },
});

function presentThread(
  { id, graph, active, createdAt, updatedAt }: ThreadRecord,
  busy: boolean,
  checkpoint: z.input<typeof threadSchema>['checkpoint'],
): z.input<typeof threadSchema> {
  return {
    thread_id: id,
    graph,
    status: busy ? 'busy' : checkpoint?.interrupts.length ? 'interrupted' : 'idle',
    ...(active ? { active_run: active } : {}),
    created_at: createdAt,
    updated_at: updatedAt,
    ...(checkpoint ? { checkpoint } : {}),
  };
}
