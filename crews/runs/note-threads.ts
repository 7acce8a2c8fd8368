import type { CompiledGraph, GraphName } from '#graphs/catalogue.ts';
import { isApproval } from './perform-run.ts';
import type { RunStore } from './run-store.ts';

/**
 * A graph whose threads become known to the API, for those who run it in another way: so that its approvals are
 * found, and its threads are their tenant's alone.
 */
export function noteThreads(
  graph: CompiledGraph,
  name: GraphName,
  runs: Pick<RunStore, 'noteThread'>,
): CompiledGraph {
  // Its other methods stay the graph's own.
  return Object.assign(Object.create(graph) as CompiledGraph, {
    async invoke(...[input, run]: Parameters<CompiledGraph['invoke']>) {
      const state = await graph.invoke(input, run);
      const { tenant = 'main', ...context } = run.context;
      const asked = Array.isArray(state.__interrupt__) ? state.__interrupt__ : [];
      const id = run.configurable.thread_id;
      await runs.noteThread({ id, tenant, graph: name, context, approval: asked.some(isApproval) });
      return state;
    },
  });
}
