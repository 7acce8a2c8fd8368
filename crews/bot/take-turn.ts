import { HumanMessage } from '@langchain/core/messages';
import { Command, type StateSnapshot } from '@langchain/langgraph';
import { z } from 'zod';
import type { CompiledGraph } from '#graphs/catalogue.ts';
import type { ConversationContext } from '#graphs/shared/conversation-state.ts';

/** What the customer said in one turn, and where. */
export interface TurnInput {
  threadId: string;
  /** The same for every attempt at the same words. */
  turnId: string;
  text: string;
  context: ConversationContext;
  signal: AbortSignal;
}

/** What is to be told and done in the channel. */
export interface TurnOutcome {
  reply: string;
  handoff: { reason: string; summary: string } | null;
}

const outcomeSchema = z.object({
  reply: z.string().default(''),
  handoff: z.object({ reason: z.string(), summary: z.string() }).nullable().default(null),
  turn: z.string().default(''),
});
const questionSchema = z.object({ message: z.string() });

/**
 * Runs one turn of a conversation through its graph. It can be repeated at any point, after a crash too: a turn
 * that is done is only read, one that was begun goes on from its last checkpoint.
 */
export async function takeTurn(graph: CompiledGraph, turn: TurnInput): Promise<TurnOutcome> {
  const { threadId, turnId, text, context, signal } = turn;
  const address = { configurable: { thread_id: threadId } };
  // Each step is on disk before the next begins, so that no effect is ahead of its record.
  const run = { ...address, context, signal, durability: 'sync' as const };

  const before = await graph.getState(address);
  if (valuesOf(before).turn === turnId) {
    if (before.next.length > 0 && !questionOf(before)) await graph.invoke(null, run);
  } else if (questionOf(before)) {
    await graph.invoke(new Command({ resume: { text, turn: turnId } }), run);
  } else {
    const message = new HumanMessage({ id: turnId, content: text });
    await graph.invoke({ messages: [message], turn: turnId }, run);
  }
  return outcomeOf(await graph.getState(address));
}

function outcomeOf(state: StateSnapshot): TurnOutcome {
  const question = questionOf(state);
  const { reply, handoff } = valuesOf(state);
  return question === undefined ? { reply, handoff } : { reply: question, handoff: null };
}

function valuesOf(state: StateSnapshot) {
  return outcomeSchema.parse(state.values ?? {});
}

/** The text of the interrupt that the thread waits in. */
function questionOf(state: StateSnapshot): string | undefined {
  const interrupts = state.tasks.flatMap((task) => task.interrupts);
  return interrupts.map(({ value }) => questionSchema.safeParse(value)).find(({ success }) => success)?.data
    ?.message;
}
