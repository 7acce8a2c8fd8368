import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Annotation, END, interrupt, START, StateGraph } from '@langchain/langgraph';
import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint';
import { z } from 'zod';
import { type CompiledGraph, type GraphName, graphNames } from '#graphs/catalogue.ts';
import type { RunOrder } from './run.ts';
import { stampCheckpoints } from './stamp-checkpoints.ts';

const state = Annotation.Root({
  /** Every node and every input leaves its name. */
  trail: Annotation<string[]>({ reducer: (left, right) => left.concat(right), default: () => [] }),
  /** How long each node takes, in milliseconds. */
  pace: Annotation<number>({ reducer: (_, right) => right, default: () => 0 }),
  /** What node `two` does: `ask` (an interrupt), `approve` (one for a person of the company), `fail`, `end` (the process). */
  act: Annotation<string>({ reducer: (_, right) => right, default: () => '' }),
  /** Over HTTP both come in the words of a message: `{"act": "ask"}`. */
  messages: Annotation<{ content: string }[]>({ reducer: (_, right) => right, default: () => [] }),
});
type State = typeof state.State;

const toldSchema = z.object({ pace: z.number().optional(), act: z.string().optional() });

function toldIn({ messages, pace, act }: State) {
  const told = toldSchema.parse(JSON.parse(messages.at(-1)?.content ?? '{}'));
  return { pace: told.pace ?? pace, act: told.act ?? act };
}

/** A graph of three nodes that leaves a trail; `executed` tells of each node as it begins. */
export function trailGraph(checkpointer: BaseCheckpointSaver, executed: string[] = []): CompiledGraph {
  const node =
    (name: string) =>
    async (given: State, config: { signal?: AbortSignal; writer?: (chunk: unknown) => void }) => {
      executed.push(name);
      config.writer?.({ at: name });
      const { pace, act } = toldIn(given);
      await sleep(pace, undefined, config.signal ? { signal: config.signal } : {});
      if (name !== 'two') return { trail: [name] };
      if (act === 'fail') throw new Error('password=hunter2');
      if (act === 'ask') return { trail: [`two:${interrupt({ message: 'Really?' })}`] };
      if (act === 'approve')
        return { trail: [`two:${JSON.stringify(interrupt({ kind: 'approval', total: 5 }))}`] };
      return { trail: [name] };
    };
  return new StateGraph(state)
    .addNode('one', node('one'))
    .addNode('two', node('two'))
    .addNode('three', node('three'))
    .addEdge(START, 'one')
    .addEdge('one', 'two')
    .addEdge('two', 'three')
    .addEdge('three', END)
    .compile({ checkpointer: stampCheckpoints(checkpointer) }) as unknown as CompiledGraph;
}

/** The same graph under every name. */
export function allGraphs(graph: CompiledGraph): Record<GraphName, CompiledGraph> {
  return Object.fromEntries(graphNames.map((name) => [name, graph])) as Record<GraphName, CompiledGraph>;
}

/** An order for the trail graph, of tenant `acme`. */
export function trailOrder(input: Partial<State>, fields: Partial<RunOrder> = {}): RunOrder {
  return {
    id: randomUUID(),
    threadId: randomUUID(),
    tenant: 'acme',
    graph: 'support',
    input: { trail: ['input'], ...input },
    context: {},
    doubleTexting: 'enqueue',
    streamModes: [],
    createdAt: new Date().toISOString(),
    ...fields,
  };
}
