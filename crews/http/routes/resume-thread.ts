import { answerRun } from '../answer-run.ts';
import { findThread, idParams } from '../find-run.ts';
import { idempotencyKeyOf, receiveRun } from '../receive-run.ts';
import { defineRoute } from '../route.ts';
import { orderOf } from '../run-order.ts';
import { resumptionSchema, runHeaders } from '../schemas/invocation-schema.ts';
import { outcomeSchema, runSchema } from '../schemas/run-schema.ts';

export const resumeThread = defineRoute({
  operation: 'resumeThread',
  method: 'post',
  path: '/threads/{id}/resume',
  tag: 'Threads',
  summary: 'Answers the interrupt that a thread waits in, and lets it go on.',
  scope: 'graphs:run',
  hint: 'Send {"resume": "…"}.',
  params: idParams,
  headers: runHeaders,
  body: resumptionSchema,
  answers: {
    200: { description: 'The run has ended.', content: { 'application/json': outcomeSchema } },
    202: {
      description: 'The run goes on; `Location` is its address.',
      content: { 'application/json': runSchema },
    },
  },
  async handle({ params, headers, body, principal, gone }, services) {
    const { id: threadId, graph, context } = await findThread(params.id, principal, services);
    const order = orderOf(
      // Who is served stays the same, unless the caller says otherwise.
      { ...body, context: body.context ?? context, graph, threadId, principal, streamModes: [] },
      services,
    );
    const key = idempotencyKeyOf(headers['idempotency-key'], principal, ['resume', threadId, body]);
    const id = await receiveRun(order, key, services);
    return answerRun(id, { headers, gone }, services);
  },
});
