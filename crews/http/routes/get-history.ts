import { z } from 'zod';
import { findThread, idParams } from '../find-run.ts';
import { defineRoute } from '../route.ts';
import { checkpointSchema, presentCheckpoint } from '../schemas/thread-schema.ts';

const historySchema = z.object({
  checkpoints: z.array(checkpointSchema).describe('Newest first.'),
  next: z.string().nullable().describe('What `before` is on the next page; null on the last.'),
});

export const getHistory = defineRoute({
  operation: 'getHistory',
  method: 'get',
  path: '/threads/{id}/history',
  tag: 'Threads',
  summary: "A thread's checkpoints, page by page.",
  scope: 'threads:read',
  params: idParams,
  query: z.object({
    limit: z.coerce.number().int().min(1).max(100).default(10),
    before: z.uuid().optional().describe('The last checkpoint of the page before.'),
  }),
  answers: { 200: { description: 'A page.', content: { 'application/json': historySchema } } },
  async handle({ params, query, principal }, services) {
    const { id, graph } = await findThread(params.id, principal, services);
    const { limit, before } = query;
    const address = { configurable: { thread_id: id } };
    const checkpoints = [];
    const history = services.graphs[graph].getStateHistory(address, {
      limit: limit + 1, // one more tells whether there is another page
      ...(before ? { before: { configurable: { thread_id: id, checkpoint_id: before } } } : {}),
    });
    for await (const state of history) checkpoints.push(presentCheckpoint(state));
    const page = checkpoints.slice(0, limit);
    const next = checkpoints.length > limit ? (page.at(-1)?.checkpoint_id ?? null) : null;
    return { status: 200, json: { checkpoints: page, next } };
  },
});
