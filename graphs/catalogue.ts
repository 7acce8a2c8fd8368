import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint';
import { customerServiceGraph } from './customer-service/graph.ts';
import { orderCreationGraph } from './order-creation/graph.ts';
import { productSearchGraph } from './product-search/graph.ts';
import type { GraphDependencies } from './shared/dependencies.ts';
import { supportGraph } from './support/graph.ts';

/** Every graph that is served over HTTP and in Studio, by name. */
export const graphBuilders = {
  'customer-service': customerServiceGraph,
  'product-search': productSearchGraph,
  'order-creation': orderCreationGraph,
  support: supportGraph,
};

export type GraphName = keyof typeof graphBuilders;

export const graphNames = Object.keys(graphBuilders) as GraphName[];

/** Builds a graph for service. Only this outer graph has the checkpointer; its parts inherit it. */
export function compileGraph(
  name: GraphName,
  dependencies: GraphDependencies,
  checkpointer: BaseCheckpointSaver,
) {
  return graphBuilders[name](dependencies).compile({ name, checkpointer });
}

/** A graph as its callers use it, whatever its state is. */
export type CompiledGraph = ReturnType<typeof compileGraph>;
