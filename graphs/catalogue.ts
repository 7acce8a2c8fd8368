import type { Graph } from '@langchain/core/runnables/graph';
import type { RunControl, StateSnapshot } from '@langchain/langgraph';
import type { BaseCheckpointSaver, BaseStore } from '@langchain/langgraph-checkpoint';
import { z } from 'zod';
import { isTracing } from '#telemetry/tracing/span.ts';
import { catalogSyncGraph } from './catalog-sync/graph.ts';
import { catalogSyncContext, catalogSyncState } from './catalog-sync/state.ts';
import { customerServiceGraph } from './customer-service/graph.ts';
import { customerServiceState } from './customer-service/state.ts';
import { orderCreationGraph } from './order-creation/graph.ts';
import { orderCreationState } from './order-creation/state.ts';
import { productSearchGraph } from './product-search/graph.ts';
import { productSearchState } from './product-search/state.ts';
import { schedulingGraph } from './scheduling/graph.ts';
import { schedulingState } from './scheduling/state.ts';
import { type ConversationContext, conversationContext } from './shared/conversation-state.ts';
import type { GraphDependencies } from './shared/dependencies.ts';
import { traceNodes } from './shared/trace-nodes.ts';
import { supportGraph } from './support/graph.ts';
import { supportState } from './support/state.ts';

const messageSchema = z.object({
  role: z.enum(['user', 'assistant']),
  content: z.string().min(1).max(20_000),
});

/** What a graph that talks is given: what was said, oldest first. */
const conversationInput = z.strictObject({ messages: z.array(messageSchema).min(1).max(50) });

const syncInput = z.strictObject({
  dry_run: z.boolean().default(false),
  allow_mass_deletion: z.boolean().default(false),
});

/** What graphs that talk have in common. More steps in a turn go in a circle. */
const conversation = { input: conversationInput, context: conversationContext, steps: 25 };

/**
 * Every graph that is served over HTTP and in Studio, by name, with the input that it takes from outside, its
 * state and its context, and the most steps of a run.
 */
export const graphCatalogue = {
  'customer-service': { ...conversation, build: customerServiceGraph, state: customerServiceState },
  'product-search': { ...conversation, build: productSearchGraph, state: productSearchState },
  'order-creation': { ...conversation, build: orderCreationGraph, state: orderCreationState },
  support: { ...conversation, build: supportGraph, state: supportState },
  scheduling: { ...conversation, build: schedulingGraph, state: schedulingState },
  'catalog-sync': {
    build: catalogSyncGraph,
    input: syncInput,
    state: catalogSyncState,
    context: catalogSyncContext,
    steps: 1_000_000,
  },
};

export type GraphName = keyof typeof graphCatalogue;

export const graphNames = Object.keys(graphCatalogue) as GraphName[];

/** Builds a graph for service. Only this outer graph has the checkpointer; its parts inherit it. */
export function compileGraph(
  name: GraphName,
  dependencies: GraphDependencies,
  checkpointer: BaseCheckpointSaver,
  store?: BaseStore,
): CompiledGraph {
  const graph = graphCatalogue[name].build(dependencies);
  if (isTracing()) traceNodes(graph);
  return graph.compile({ name, checkpointer, ...(store ? { store } : {}) }) as unknown as CompiledGraph;
}

/** A graph as its callers use it, whatever its state is. */
export interface CompiledGraph {
  /** Runs until the end or the next interrupt; `null` goes on from the last checkpoint. */
  invoke(input: object | null, run: RunOptions): Promise<Record<string, unknown>>;
  /** Runs as `invoke` does, and tells on the way: pairs of a mode and what there is to tell. */
  stream(
    input: object | null,
    run: RunOptions & { streamMode: string[] },
  ): Promise<AsyncIterable<[mode: string, data: unknown]>>;
  getState(address: ThreadAddress): Promise<StateSnapshot>;
  /** Newest first. */
  getStateHistory(
    address: ThreadAddress,
    options?: { limit?: number; before?: ThreadAddress },
  ): AsyncIterable<StateSnapshot>;
  /** Writes values into the state as a node would, as a checkpoint of its own. */
  updateState(
    address: ThreadAddress,
    values: Record<string, unknown> | null,
    asNode?: string,
  ): Promise<unknown>;
  getGraphAsync(options?: { xray?: boolean }): Promise<Graph>;
}

export interface ThreadAddress {
  configurable: { thread_id: string; checkpoint_id?: string; run_id?: string };
}

export interface RunOptions extends ThreadAddress {
  context: Partial<ConversationContext>;
  signal: AbortSignal;
  /** `sync`: each step is stored before the next begins. */
  durability: 'sync' | 'async' | 'exit';
  /** Most steps of the run; 25 by default. */
  recursionLimit?: number;
  /** Asks the run to stop between two steps. */
  control?: RunControl;
}
