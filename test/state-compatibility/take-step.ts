import { randomUUID } from 'node:crypto';
import { HumanMessage } from '@langchain/core/messages';
import { Command, GraphRecursionError } from '@langchain/langgraph';
import { type CompiledGraph, graphCatalogue } from '#graphs/catalogue.ts';
import type { Next, RecordedThread } from './release.ts';

/** Where a thread stands: what the customer has read last, and what it waits in. */
export interface Standing {
  reply: string;
  /** The kind of the question; null where it waits in none. */
  question: string | null;
  /** Nodes that run next; some where it waits or was cut short. */
  next: string[];
}

/** Takes one step of a thread as crews does: a new turn, an answer to its question, or the rest of a run. */
export async function takeStep(
  graph: CompiledGraph,
  thread: Pick<RecordedThread, 'graph' | 'threadId' | 'contact'>,
  next: Next | 'start',
  steps = graphCatalogue[thread.graph].steps,
): Promise<Standing> {
  const address = { configurable: { thread_id: thread.threadId } };
  const run = {
    ...address,
    context: { tenant: 'main', contact: thread.contact },
    signal: AbortSignal.timeout(30_000),
    durability: 'sync' as const,
    recursionLimit: steps,
  };
  const { question } = await standingOf(graph, thread);
  try {
    await graph.invoke(inputFor(next, question !== null), run);
  } catch (error) {
    if (!(error instanceof GraphRecursionError)) throw error; // cut short, as was wished
  }
  return standingOf(graph, thread);
}

async function standingOf(
  graph: CompiledGraph,
  { threadId }: Pick<RecordedThread, 'threadId'>,
): Promise<Standing> {
  const { tasks, values, next } = await graph.getState({ configurable: { thread_id: threadId } });
  const [waiting] = tasks.flatMap(({ interrupts }) => interrupts.map(({ value }) => value));
  return {
    reply: waiting?.message ?? String(values.reply),
    question: waiting?.kind ?? null,
    next,
  };
}

function inputFor(next: Next | 'start', isWaiting: boolean): object | null {
  if (next === 'start') return {};
  if ('goOn' in next) return null;
  if ('decision' in next) return new Command({ resume: next.decision });
  const turn = randomUUID();
  if (isWaiting) return new Command({ resume: { text: next.text, turn } });
  return { messages: [new HumanMessage({ id: turn, content: next.text })], turn };
}
