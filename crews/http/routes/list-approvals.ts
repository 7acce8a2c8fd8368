import { z } from 'zod';
import { graphNames } from '#graphs/catalogue.ts';
import { approvalSchema, approvalsOf } from '../approvals.ts';
import { defineRoute } from '../route.ts';

const pageSchema = z.object({
  approvals: z.array(approvalSchema).describe('Those that wait longest first.'),
  next: z.int().nullable().describe('What `offset` is on the next page; null on the last.'),
});

export const listApprovals = defineRoute({
  operation: 'listApprovals',
  method: 'get',
  path: '/approvals',
  tag: 'Approvals',
  summary: 'What waits for the decision of a person.',
  scope: 'approvals:read',
  query: z.object({
    limit: z.coerce.number().int().min(1).max(100).default(20),
    offset: z.coerce.number().int().min(0).default(0),
  }),
  answers: { 200: { description: 'A page.', content: { 'application/json': pageSchema } } },
  async handle({ query: { limit, offset }, principal }, { runs, graphs }) {
    const threads = await runs.waitingThreads(principal.tenant, { offset, limit: limit + 1 });
    const found = await Promise.all(
      threads.slice(0, limit).map(async (thread) => {
        const graph = graphNames.find((name) => name === thread.graph);
        if (!graph) return [];
        return approvalsOf(thread, await graphs[graph].getState({ configurable: { thread_id: thread.id } }));
      }),
    );
    const next = threads.length > limit ? offset + limit : null;
    return { status: 200, json: { approvals: found.flat(), next } };
  },
});
