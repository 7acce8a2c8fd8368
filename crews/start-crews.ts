import type { ToolboxOptions } from '#adapters/mcp/toolbox.ts';
import { closeRedis, connectRedis } from '#adapters/redis/connect-redis.ts';
import type { Config } from '#config/load-config.ts';
import { tokenSettings } from '#config/token-settings.ts';
import { type CompiledGraph, compileGraph, type GraphName, graphNames } from '#graphs/catalogue.ts';
import { connectGraphDependencies } from '#graphs/shared/connect.ts';
import { createTokens, requireSigningKey } from '#identity/tokens.ts';
import { listen } from '#service/listen.ts';
import type { Logger } from '#telemetry/logger.ts';
import { createMetrics } from '#telemetry/metrics.ts';
import { deadTurnHandler } from './bot/handle-dead-turn.ts';
import { turnHandler } from './bot/handle-turn.ts';
import { createCrewsApp } from './http/app.ts';
import { createTurnQueue } from './queue/create-turn-queue.ts';
import { crewsReadiness } from './readiness.ts';
import { createRunStore } from './runs/create-run-store.ts';
import { noteThreads } from './runs/note-threads.ts';
import { startRunEngine } from './runs/run-engine.ts';
import { stampCheckpoints } from './runs/stamp-checkpoints.ts';
import { connectState } from './state.ts';

export interface RunningCrews {
  /** `http://host:port`. */
  url: string;
  graphs: Record<GraphName, CompiledGraph>;
  close(graceMs?: number): Promise<void>;
}

export interface CrewsOptions {
  config: Config;
  logger: Logger;
  /** 0 takes a free port. */
  port: number;
  /** Told of every tool call, for demonstrations and tests. */
  observe?: ToolboxOptions['observe'];
}

/** Starts crews: the graphs over HTTP, and the bot that answers in Chatwoot. */
export async function startCrews({ config, logger, port, observe }: CrewsOptions): Promise<RunningCrews> {
  const tokens = createTokens(tokenSettings(config));
  requireSigningKey(tokens);
  const redis = config.REDIS_URL
    ? connectRedis({ url: config.REDIS_URL, password: config.REDIS_PASSWORD, role: 'crews', logger })
    : undefined;
  const dependencies = connectGraphDependencies(config, observe);
  const { toolbox } = dependencies;
  const { checkpointer, store } = connectState(config, redis, logger);
  stampCheckpoints(checkpointer);
  const graphs = Object.fromEntries(
    graphNames.map((name) => [name, compileGraph(name, dependencies, checkpointer, store)]),
  ) as Record<GraphName, CompiledGraph>;

  const queue = createTurnQueue({
    config,
    logger,
    onDead: deadTurnHandler({ toolbox, logger }),
  });
  const runs = createRunStore(config, redis, logger);
  const engine = await startRunEngine({ store: runs, graphs, checkpointer, logger });
  const graph = noteThreads(graphs['customer-service'], 'customer-service', runs);
  const bot = { graph, toolbox, store, botId: config.CHATWOOT_BOT_ID, logger };
  await queue.start(turnHandler(bot));

  const app = createCrewsApp({
    config,
    services: { graphs, engine, runs, checkpointer, memory: store, queue, webhooks: false },
    queue,
    logger,
    tokens,
    metrics: createMetrics('crews'),
    readiness: async () => ({
      ...(engine.closing ? { crews: 'is shutting down' } : {}),
      ...(await crewsReadiness(config, redis)),
    }),
  });
  const stop = async (graceMs: number) => {
    await Promise.all([queue.close(graceMs), engine.close(graceMs)]);
    await runs.close();
    await toolbox.close();
    if (redis) await closeRedis(redis);
  };
  const listening = await listen(app, { host: config.HOST, port, name: 'crews' }).catch(async (error) => {
    await stop(0);
    throw error;
  });
  logger.info({ url: listening.url }, 'crews is ready');
  return {
    url: listening.url,
    graphs,
    async close(graceMs = 10_000) {
      // Callers who wait for a run are still answered; no new run is taken, and /readyz says so.
      await engine.close(graceMs);
      await listening.close(1_000);
      await stop(graceMs);
    },
  };
}
