import { type BaseMessage, HumanMessage, RemoveMessage } from '@langchain/core/messages';
import { Command, type StateSnapshot } from '@langchain/langgraph';
import type { CompiledGraph } from '#graphs/catalogue.ts';
import type { ConversationContext } from '#graphs/shared/conversation-state.ts';
import { traceGraph } from '../trace-graph.ts';
import {
  isUnderWay,
  outcomeOf,
  outcomeOfRun,
  questionOf,
  type TurnOutcome,
  valuesOf,
} from './thread-state.ts';

/** What the customer said in one turn, and where. */
export interface TurnInput {
  threadId: string;
  /** The same for every attempt at the same words. */
  turnId: string;
  text: string;
  context: ConversationContext;
  signal: AbortSignal;
}

/**
 * Runs one turn of a conversation through its graph. It can be repeated at any point, after a crash too: a turn
 * that is done is only read, one that was begun goes on from its last checkpoint.
 */
export function takeTurn(graph: CompiledGraph, turn: TurnInput): Promise<TurnOutcome> {
  return traceGraph('customer-service', turn.threadId, () => runTurn(graph, turn));
}

async function runTurn(graph: CompiledGraph, turn: TurnInput): Promise<TurnOutcome> {
  const { threadId, turnId, text, context, signal } = turn;
  const address = { configurable: { thread_id: threadId } };
  // Each step is on disk before the next begins, so that no effect is ahead of its record.
  const run = { ...address, context, signal, durability: 'sync' as const };

  const before = await graph.getState(address);
  const invoke = async (input: object | null) => outcomeOfRun(await graph.invoke(input, run));
  const isOpen = questionOf(before) !== undefined;
  if (valuesOf(before).turn === turnId) {
    return isUnderWay(before) && !isOpen ? invoke(null) : outcomeOf(before);
  }
  if (isOpen) return invoke(new Command({ resume: { text, turn: turnId } }));
  const message = new HumanMessage({ id: turnId, content: text });
  return invoke({ messages: [...supersededIn(before, text), message], turn: turnId });
}

/** The words of a turn that was begun anew with more of them: they are not to be read twice. */
function supersededIn(before: StateSnapshot, text: string): RemoveMessage[] {
  const { turn } = valuesOf(before);
  const messages: BaseMessage[] = before.values?.messages ?? [];
  const unanswered = isUnderWay(before) && messages.find(({ id }) => id === turn);
  return unanswered && text.includes(unanswered.text) ? [new RemoveMessage({ id: turn })] : [];
}
