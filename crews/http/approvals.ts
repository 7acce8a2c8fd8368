import type { StateSnapshot } from '@langchain/langgraph';
import { z } from 'zod';
import { openInterrupts } from '../open-interrupts.ts';
import { isApproval } from '../runs/perform-run.ts';
import type { ThreadRecord } from '../runs/run-store.ts';

/** An approval's id: its thread and its interrupt, which a fork of the thread has too. */
export const approvalId = z
  .string()
  .regex(/^[0-9a-f-]{36}\.[0-9a-f]{32}$/, { error: 'the id of an approval' })
  .describe('The thread and the interrupt, with a dot between.');

export const approvalSchema = z
  .object({
    id: approvalId,
    thread_id: z.uuid(),
    graph: z.string(),
    conversation: z
      .object({ account: z.int(), id: z.int() })
      .optional()
      .describe('The conversation of Chatwoot that waits for it.'),
    waiting_since: z.iso.datetime(),
    request: z
      .looseObject({ kind: z.literal('approval') })
      .describe('What is to be decided, as the graph puts it: the order, the customer, the reason.'),
  })
  .meta({ id: 'Approval' });

/** The approvals that a thread waits for. */
export function approvalsOf(thread: ThreadRecord, state: StateSnapshot): z.input<typeof approvalSchema>[] {
  const { conversation } = thread.context;
  return openInterrupts(state)
    .filter(({ value }) => isApproval({ value }))
    .map(({ id, value }) => ({
      id: `${thread.id}.${id}`,
      thread_id: thread.id,
      graph: thread.graph,
      ...(conversation ? { conversation } : {}),
      waiting_since: thread.updatedAt,
      request: value as { kind: 'approval' },
    }));
}
