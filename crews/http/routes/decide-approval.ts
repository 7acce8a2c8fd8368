import { z } from 'zod';
import { ConflictError } from '#errors/errors.ts';
import { answerRun } from '../answer-run.ts';
import { approvalId, approvalsOf } from '../approvals.ts';
import { isOfConversation } from '../conversation-thread.ts';
import { decideInConversation } from '../decide-in-conversation.ts';
import { findThread } from '../find-run.ts';
import { receiveRun } from '../receive-run.ts';
import { defineRoute } from '../route.ts';
import { orderOf } from '../run-order.ts';
import { decisionSchema } from '../schemas/decision-schema.ts';
import { runHeaders } from '../schemas/invocation-schema.ts';
import { outcomeSchema, runSchema } from '../schemas/run-schema.ts';

const queuedSchema = z.object({ status: z.literal('queued') }).meta({ id: 'QueuedDecision' });

export const decideApproval = defineRoute({
  operation: 'decideApproval',
  method: 'post',
  path: '/approvals/{id}',
  tag: 'Approvals',
  summary: 'Approves, edits or rejects. The first decision counts; another one is refused.',
  description:
    'In a conversation of Chatwoot the bot goes on with it in its turn, so that the customer hears of it: the ' +
    'answer is then 202. Elsewhere the caller waits for the run as `Prefer` says.',
  scope: 'approvals:decide',
  hint: 'Send {"decision": "approve"}, {"decision": "edit", …} or {"decision": "reject", "reason": "…"}.',
  params: z.object({ id: approvalId }),
  headers: runHeaders.pick({ prefer: true }),
  body: decisionSchema,
  answers: {
    200: { description: 'The run that followed has ended.', content: { 'application/json': outcomeSchema } },
    202: {
      description: 'The decision counts; what follows from it goes on.',
      content: { 'application/json': z.union([runSchema, queuedSchema]) },
    },
  },
  async handle({ params, headers, body, principal, gone }, services) {
    const [threadId = '', interruptId = ''] = params.id.split('.');
    const thread = await findThread(threadId, principal, services);
    const state = await services.graphs[thread.graph].getState({ configurable: { thread_id: threadId } });
    if (!approvalsOf(thread, state).some(({ id }) => id === params.id)) throw decidedBefore();

    if (isOfConversation(thread)) {
      const status = await decideInConversation(
        params.id,
        { thread, decision: body, principal },
        services.queue,
      );
      if (status === 'duplicate') throw decidedBefore();
      return { status: 202, json: { status: 'queued' } };
    }
    const order = orderOf(
      {
        ...{ resume: body, interrupt_id: interruptId, context: thread.context, principal },
        ...{ graph: thread.graph, threadId, streamModes: [], double_texting: 'enqueue' },
      },
      services,
    );
    // Of two decisions at once the second finds the key of the first.
    const key = { name: `approval:${params.id}`, fingerprint: params.id };
    const runId = await receiveRun(order, key, services);
    if (runId !== order.id) throw decidedBefore();
    return answerRun(runId, { headers, gone }, services);
  },
});

function decidedBefore(): ConflictError {
  return new ConflictError('This has been decided before.', {
    code: 'already_decided',
    fix: 'GET /approvals tells what still waits.',
  });
}
