import { inSpan } from '#telemetry/tracing/span.ts';

/** What of a graph under construction is needed to follow its nodes. */
interface BuiltGraph {
  nodes: Record<string, { runnable: TracedRunnable }>;
}

interface TracedRunnable {
  invoke(input: unknown, config?: unknown): Promise<unknown>;
  /** Of a crew that is a node of another: the graph that it was compiled from. */
  builder?: BuiltGraph;
}

/**
 * Makes each node of a graph, and of the graphs within it, run in a span of its own, before the graph is compiled. The
 * callbacks of LangChain tell of nodes too, but what a node asks of others would not be within its span.
 */
export function traceNodes(graph: object): void {
  for (const [name, { runnable }] of Object.entries((graph as BuiltGraph).nodes)) {
    const invoke = runnable.invoke.bind(runnable);
    const start = () => ({ name: `node ${name}`, attributes: { 'langgraph.node': name } });
    runnable.invoke = (input, config) => inSpan(start, () => invoke(input, config));
    if (runnable.builder) traceNodes(runnable.builder);
  }
}
