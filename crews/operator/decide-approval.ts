import { Command } from '@langchain/langgraph';
import type { BaseStore } from '@langchain/langgraph-checkpoint';
import { z } from 'zod';
import type { CompiledGraph } from '#graphs/catalogue.ts';
import type { ApprovalDecision } from '#graphs/order-creation/approval.ts';
import type { ConversationContext } from '#graphs/shared/conversation-state.ts';
import { isUnderWay, outcomeOf, questionOf, type TurnOutcome } from '../bot/thread-state.ts';

export interface Decision {
  tenant: string;
  threadId: string;
  /** The same for every attempt at this decision. */
  turnId: string;
  decision: ApprovalDecision;
  context: ConversationContext;
  signal: AbortSignal;
}

const markSchema = z.object({ interrupt: z.string() });

/**
 * Answers the approval that a thread waits in and lets the graph go on. It can be repeated after a crash: which
 * question a decision answers is written down first, so that it never answers another one.
 *
 * @returns undefined when nothing waits for a decision.
 */
export async function decideApproval(
  { graph, store }: { graph: CompiledGraph; store: BaseStore },
  { tenant, threadId, turnId, decision, context, signal }: Decision,
): Promise<TurnOutcome | undefined> {
  const address = { configurable: { thread_id: threadId } };
  const run = { ...address, context, signal, durability: 'sync' as const };
  const namespace = [tenant, 'decisions', threadId];

  const before = await graph.getState(address);
  const open = questionOf(before);
  const mark = markSchema.safeParse((await store.get(namespace, turnId))?.value).data;
  const interrupt = mark?.interrupt ?? open?.approval?.id;
  if (interrupt === undefined) return undefined;
  if (open?.approval?.id === interrupt) {
    if (!mark) await store.put(namespace, turnId, { interrupt });
    await graph.invoke(new Command({ resume: decision }), run);
  } else if (isUnderWay(before) && !open) {
    await graph.invoke(null, run); // decided by an earlier attempt that ended on its way
  }
  return outcomeOf(await graph.getState(address));
}
