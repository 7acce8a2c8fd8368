import { z } from 'zod';
import { answerRun } from '../answer-run.ts';
import { graphNameOf } from '../graph-name.ts';
import { idempotencyKeyOf, receiveRun } from '../receive-run.ts';
import { defineRoute } from '../route.ts';
import { invocationHint, orderOf } from '../run-order.ts';
import { invocationSchema, runHeaders } from '../schemas/invocation-schema.ts';
import { outcomeSchema, runSchema } from '../schemas/run-schema.ts';

export const invokeGraph = defineRoute({
  operation: 'invokeGraph',
  method: 'post',
  path: '/graphs/{name}/invoke',
  tag: 'Graphs',
  summary: 'Runs a graph to its end or to its next interrupt.',
  description:
    'Waits for the end, unless `Prefer` says otherwise. The run goes on when the caller is gone; it also goes on, ' +
    'from its last checkpoint, when its replica dies.',
  scope: 'graphs:run',
  hint: invocationHint(),
  params: z.object({ name: z.string() }),
  headers: runHeaders,
  body: invocationSchema,
  answers: {
    200: {
      description: 'The run has ended.',
      content: { 'application/json': outcomeSchema },
    },
    202: {
      description: 'The run goes on; `Location` is its address.',
      content: { 'application/json': runSchema },
    },
  },
  async handle({ params, headers, body, principal, gone }, services) {
    const graph = graphNameOf(params.name);
    const { thread_id: threadId, ...rest } = body;
    const order = orderOf({ ...rest, graph, threadId, principal, streamModes: [] }, services);
    const key = idempotencyKeyOf(headers['idempotency-key'], principal, ['invoke', graph, body]);
    const id = await receiveRun(order, key, services);
    return answerRun(id, { headers, gone }, services);
  },
});
