import { setTimeout as sleep } from 'node:timers/promises';
import { END, interrupt, MemorySaver, START, StateGraph } from '@langchain/langgraph';
import { type BaseCheckpointSaver, type BaseStore, InMemoryStore } from '@langchain/langgraph-checkpoint';
import { loadConfig } from '#config/load-config.ts';
import { tokenSettings } from '#config/token-settings.ts';
import type { CompiledGraph } from '#graphs/catalogue.ts';
import { conversationContext, conversationState } from '#graphs/shared/conversation-state.ts';
import { createTokens } from '#identity/tokens.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { createMetrics } from '#telemetry/metrics.ts';
import { createMemoryTurnQueue } from '../../queue/memory-turn-queue.ts';
import type { TurnQueue } from '../../queue/turn-queue.ts';
import { createMemoryRunStore } from '../../runs/memory-run-store.ts';
import { type RunEngineOptions, startRunEngine } from '../../runs/run-engine.ts';
import type { RunStore } from '../../runs/run-store.ts';
import { stampCheckpoints } from '../../runs/stamp-checkpoints.ts';
import { allGraphs } from '../../runs/testing.ts';
import { createCrewsApp } from '../app.ts';
import { listenCrews } from '../listen-crews.ts';
import { checkAnswer } from './check-answer.ts';

/** A small graph in place of the crews': it repeats what is said, fails, is slow, and asks before it shouts. */
export function smallGraph(checkpointer: BaseCheckpointSaver): CompiledGraph {
  return new StateGraph(conversationState, conversationContext)
    .addNode('say', async ({ messages }, { context, signal }) => {
      const words = messages.at(-1)?.text ?? '';
      if (words === 'fail') throw new Error('password=hunter2');
      if (words === 'slow') await sleep(30_000, undefined, signal ? { signal } : {});
      const answer = words.endsWith('!') ? interrupt({ message: 'Really?' }) : '';
      return { reply: [context?.tenant, words, answer].filter(Boolean).join(' ') };
    })
    .addEdge(START, 'say')
    .addEdge('say', END)
    .compile({ checkpointer: stampCheckpoints(checkpointer) }) as unknown as CompiledGraph;
}

export interface ServeOptions {
  environment?: Record<string, string>;
  memory?: BaseStore;
  graph?: CompiledGraph;
  checkpointer?: BaseCheckpointSaver;
  runs?: RunStore;
  queue?: TurnQueue;
  engine?: Partial<RunEngineOptions>;
}

/** The HTTP side of crews on a free port; a replica where `runs` and `checkpointer` are another's too. */
export async function serveCrews(options: ServeOptions = {}) {
  const config = loadConfig(
    options.environment ?? { JWT_SECRET: 'a secret of more than thirty-two characters' },
  );
  const tokens = createTokens(tokenSettings(config));
  const {
    checkpointer = new MemorySaver(),
    graph = smallGraph(checkpointer),
    runs = createMemoryRunStore(),
    queue = createMemoryTurnQueue({ logger: silentLogger }),
    memory = new InMemoryStore(),
  } = options;
  const graphs = allGraphs(graph);
  const logger = silentLogger;
  const engine = await startRunEngine({
    store: runs,
    graphs,
    checkpointer,
    logger,
    pollMs: 50,
    ...options.engine,
  });
  const app = createCrewsApp({
    config,
    tokens,
    queue,
    services: { graphs, engine, runs, checkpointer, memory, queue, webhooks: true },
    metrics: createMetrics('crews'),
    logger,
    readiness: async () => ({ redis: 'ok', ...(engine.closing ? { crews: 'is shutting down' } : {}) }),
  });
  const listening = await listenCrews(app, { host: '127.0.0.1', port: 0, engine });
  return {
    url: listening.url,
    tokens,
    engine,
    runs,
    async close(graceMs = 0) {
      await listening.close(graceMs);
      await Promise.all([runs.close(), queue.close(0)]);
    },
  };
}

/** All scopes that a caller of the API can have. */
const everything = [
  'graphs:run',
  'threads:read',
  'threads:write',
  'approvals:read',
  'approvals:decide',
  'memory:delete',
];

export interface CallOptions {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  scopes?: string[];
  tenant?: string;
  subject?: string;
}

/** Calls a served crews with a token, and reads the answer, which must be as OpenAPI says. */
export async function call(
  crews: Pick<Awaited<ReturnType<typeof serveCrews>>, 'url' | 'tokens'>,
  path: string,
  { body, method = body === undefined ? 'GET' : 'POST', headers = {}, ...who }: CallOptions = {},
) {
  const { scopes = everything, tenant = 'acme', subject = 'test' } = who;
  const token = await crews.tokens.mint({ subject, tenant, scopes }, 'crews');
  const response = await fetch(new URL(path, crews.url), {
    method,
    headers: { authorization: `Bearer ${token}`, ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const type = response.headers.get('content-type') ?? '';
  const text = await response.text();
  checkAnswer(`${method} ${path}`, { status: response.status, type, text });
  return {
    status: response.status,
    type,
    headers: response.headers,
    text,
    body: (type.includes('json') ? JSON.parse(text) : undefined) as Answered,
  };
}

/** What the answers of the API have among them; which of it, the test knows. */
export interface Answered {
  [field: string]: unknown;
  run_id: string;
  thread_id: string;
  status: unknown;
  output: Record<string, unknown>;
  interrupts: { id: string; value: unknown }[];
}
