import type { BaseStore } from '@langchain/langgraph-checkpoint';
import type { ToolboxOptions } from '#adapters/mcp/toolbox.ts';
import { closeRedis, connectRedis } from '#adapters/redis/connect-redis.ts';
import type { Config } from '#config/load-config.ts';
import { singleTenant, type Tenants } from '#config/tenants/tenants.ts';
import { tokenSettings } from '#config/token-settings.ts';
import { compileGraph, graphNames } from '#graphs/catalogue.ts';
import { connectTenantDependencies, connectToolbox } from '#graphs/shared/connect.ts';
import { createTokens, requireSigningKey } from '#identity/tokens.ts';
import { crewsMetrics } from '#telemetry/crews-metrics.ts';
import type { Logger } from '#telemetry/logger.ts';
import { createMetrics } from '#telemetry/metrics.ts';
import { deadTurnHandler } from './bot/handle-dead-turn.ts';
import { turnHandler } from './bot/handle-turn.ts';
import { tenantPerception } from './bot/tenant-perception.ts';
import { commitTurn } from './bot/turn-effects.ts';
import { createCrewsApp } from './http/app.ts';
import { listenCrews } from './http/listen-crews.ts';
import { presentRun } from './http/schemas/run-schema.ts';
import { countApprovals, countDeadTurns, countTurns, measureCheckpoints, watchWork } from './measure.ts';
import { createTurnQueue } from './queue/create-turn-queue.ts';
import { crewsReadiness } from './readiness.ts';
import { createRunStore } from './runs/create-run-store.ts';
import { noteThreads } from './runs/note-threads.ts';
import { startRunEngine } from './runs/run-engine.ts';
import { stampCheckpoints } from './runs/stamp-checkpoints.ts';
import { deliverWebhooks } from './runs/webhook/deliver-webhooks.ts';
import { connectState } from './state.ts';
import { type Graphs, tenantGraphs } from './tenant-graphs.ts';

export interface RunningCrews {
  /** `http://host:port`. */
  url: string;
  graphs: Graphs;
  /** Long-term memory. */
  memory: BaseStore;
  close(graceMs?: number): Promise<void>;
}

export interface CrewsOptions {
  config: Config;
  logger: Logger;
  /** The one of the settings, unless others are given; who opened them closes them. */
  tenants?: Tenants;
  /** 0 takes a free port. */
  port: number;
  /** Told of every tool call, for demonstrations and tests. */
  observe?: ToolboxOptions['observe'];
}

/** The parts of a tenant's settings that crews use. */
export const crewsTenantParts = ['webhook', 'bot', 'model', 'business'] as const;

/** Starts crews: the graphs over HTTP, and the bot that answers in Chatwoot. */
export async function startCrews(options: CrewsOptions): Promise<RunningCrews> {
  const { config, logger, port, observe, tenants = singleTenant(config) } = options;
  const tokens = createTokens(tokenSettings(config));
  requireSigningKey(tokens);
  const redis = config.REDIS_URL
    ? connectRedis({ url: config.REDIS_URL, password: config.REDIS_PASSWORD, role: 'crews', logger })
    : undefined;
  const toolbox = connectToolbox(config, observe, {
    beforeWrite: commitTurn,
    patienceMs: config.TOOL_PATIENCE_SECONDS * 1_000,
  });
  const { checkpointer, store } = connectState(config, redis, logger);
  const metrics = createMetrics('crews');
  const figures = crewsMetrics(metrics);
  stampCheckpoints(checkpointer);
  measureCheckpoints(checkpointer, figures);
  const graphs = tenantGraphs(config, tenants, (settings) => {
    const dependencies = { ...connectTenantDependencies(settings, figures.spent), toolbox };
    const compiled = graphNames.map((name) => [name, compileGraph(name, dependencies, checkpointer, store)]);
    return Object.fromEntries(compiled) as Graphs;
  });

  const queue = createTurnQueue({
    config,
    logger,
    onDead: countDeadTurns(deadTurnHandler({ toolbox, logger }), figures),
  });
  const runs = createRunStore(config, redis, logger);
  const engine = await startRunEngine({ store: runs, graphs, checkpointer, logger });
  const { RUN_WEBHOOK_SECRET: secret, RUN_WEBHOOK_ALLOW_HOSTS: allowedHosts } = config;
  const stopDelivering = secret
    ? deliverWebhooks({ store: runs, secret, allowedHosts, present: presentRun, logger })
    : undefined;
  const graph = noteThreads(graphs['customer-service'], 'customer-service', runs);
  const botIdOf = (tenant: string) => tenants.configOf(tenant).CHATWOOT_BOT_ID;
  const pace = {
    bubbleCharacters: config.REPLY_BUBBLE_CHARACTERS,
    msPerCharacter: config.REPLY_MS_PER_CHARACTER,
  };
  const perceptionOf = tenantPerception(tenants, figures.spent);
  const onHandOff = (tenant: string) => figures.handedOff(tenant, 'crew');
  const onStage = figures.stageEnded;
  const bot = { graph, toolbox, store, botIdOf, pace, perceptionOf, onHandOff, onStage, logger };
  if (config.TURN_CONCURRENCY > 0) await queue.start(countTurns(turnHandler(bot), figures));
  else logger.info('conversations are left to other processes: TURN_CONCURRENCY is 0');
  watchWork(figures, queue, () => countApprovals(runs, tenants));

  const app = createCrewsApp({
    config,
    services: { graphs, engine, runs, checkpointer, memory: store, queue, webhooks: secret !== undefined },
    queue,
    logger,
    tokens,
    tenants,
    metrics,
    readiness: async () => ({
      ...(engine.closing ? { crews: 'is shutting down' } : {}),
      ...(await crewsReadiness(config, redis)),
    }),
  });
  const disconnect = async () => {
    await stopDelivering?.();
    await runs.close();
    await toolbox.close();
    if (redis) await closeRedis(redis);
  };
  const listening = await listenCrews(app, { host: config.HOST, port, engine }).catch(async (error) => {
    await Promise.all([engine.close(0), queue.close(0)]);
    await disconnect();
    throw error;
  });
  logger.info({ url: listening.url }, 'crews is ready');
  return {
    url: listening.url,
    graphs,
    memory: store,
    async close(graceMs = 10_000) {
      // Turns of the bot end meanwhile: neither waits for the other.
      await Promise.all([listening.close(graceMs), queue.close(graceMs)]);
      await disconnect();
    },
  };
}
