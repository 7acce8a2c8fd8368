import { END, interrupt, MemorySaver, START, StateGraph } from '@langchain/langgraph';
import { type BaseStore, InMemoryStore } from '@langchain/langgraph-checkpoint';
import { loadConfig } from '#config/load-config.ts';
import { type CompiledGraph, type GraphName, graphNames } from '#graphs/catalogue.ts';
import { conversationContext, conversationState } from '#graphs/shared/conversation-state.ts';
import { createTokens } from '#identity/tokens.ts';
import { listen } from '#service/listen.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { createMetrics } from '#telemetry/metrics.ts';
import type { TurnQueue } from '../../queue/turn-queue.ts';
import { createCrewsApp } from '../app.ts';

/** A small graph in place of the crews': it repeats what is said, and asks before it shouts. */
function smallGraph(): CompiledGraph {
  return new StateGraph(conversationState, conversationContext)
    .addNode('say', ({ messages }, { context }) => {
      const words = messages.at(-1)?.text ?? '';
      if (words === 'fail') throw new Error('password=hunter2');
      const answer = words.endsWith('!') ? interrupt({ message: 'Really?' }) : '';
      return { reply: [context?.tenant, words, answer].filter(Boolean).join(' ') };
    })
    .addEdge(START, 'say')
    .addEdge('say', END)
    .compile({ checkpointer: new MemorySaver() }) as unknown as CompiledGraph;
}

/** The HTTP side of crews on a free port, with the given queue. */
export async function serveCrews(
  queue: TurnQueue,
  environment: Record<string, string> = {},
  store: BaseStore = new InMemoryStore(),
) {
  const config = loadConfig(environment);
  const graph = smallGraph();
  const tokens = createTokens(config.JWT_SECRET);
  const app = createCrewsApp({
    config,
    tokens,
    queue,
    store,
    graphs: Object.fromEntries(graphNames.map((name) => [name, graph])) as Record<GraphName, CompiledGraph>,
    metrics: createMetrics('crews'),
    logger: silentLogger,
    readiness: async () => ({ redis: 'ok' }),
  });
  return { ...(await listen(app, { host: '127.0.0.1', port: 0, name: 'crews' })), tokens };
}
