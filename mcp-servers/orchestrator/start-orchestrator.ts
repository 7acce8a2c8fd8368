import type { Redis } from 'ioredis';
import { closeRedis, connectRedis } from '#adapters/redis/connect-redis.ts';
import { environmentVariables } from '#config/environment.ts';
import type { Config } from '#config/load-config.ts';
import { requireSigningKey } from '#identity/tokens.ts';
import type { Logger } from '#telemetry/logger.ts';
import { createMetrics, type Metrics } from '#telemetry/metrics.ts';
import type { Provider } from '../kit/provider.ts';
import { type RunningServer, type ServerOptions, serveProvider } from '../kit/start-server.ts';
import { audit } from './calls/audit.ts';
import { auditSinks } from './calls/audit-sinks.ts';
import { rateLimit } from './calls/rate-limit.ts';
import { resultCache } from './calls/result-cache.ts';
import { crewPolicy } from './catalogue/crew-policy.ts';
import { gatewayCatalogue } from './catalogue/gateway-catalogue.ts';
import { readLock } from './catalogue/lockfile.ts';
import { refuseProblems, reportCatalogue } from './catalogue/report-catalogue.ts';
import { shareChanges } from './catalogue/share-changes.ts';
import { gatewayMetrics, measureUpstreams } from './gateway-metrics.ts';
import { gatewayProvider } from './gateway-provider.ts';
import type { GatewaySettings } from './settings/gateway-settings.ts';
import { loadGatewaySettings } from './settings/load-gateway-settings.ts';
import { openUpstream } from './upstreams/open-upstream.ts';
import { reachAll } from './upstreams/reach-all.ts';

export interface GatewayOptions extends Omit<ServerOptions, 'port'> {
  /** Upstreams and crews; read from `orchestrator.yaml` by default. */
  settings?: GatewaySettings;
  /** How long an upstream's lists count as fresh, in milliseconds; 15 seconds by default. */
  refreshMs?: number;
  /** How long to wait at the start for upstreams that are away, in milliseconds; 0 by default. */
  startPatienceMs?: number;
}

/**
 * The gateway over the servers that the settings name; they may come later, or go and come back.
 *
 * @throws ConfigError when the settings, the keys, the lockfile, or the names of what the upstreams offer are wrong.
 */
export async function connectGateway(options: GatewayOptions, metrics: Metrics): Promise<Provider> {
  const { config, tokens, logger, refreshMs, startPatienceMs = 0 } = options;
  requireSigningKey(tokens);
  const settings = options.settings ?? loadGatewaySettings(config, environmentVariables());
  const policy = crewPolicy(settings.crews);
  const lock = readLock(config.ORCHESTRATOR_LOCK);
  const principal = { subject: 'mcp-orchestrator', tenant: config.TENANT, scopes: ['*'] };
  const maxBytes = config.TOOL_RESULT_BYTES;
  const upstreams = settings.upstreams.map((each) =>
    openUpstream(each, { tokens, maxBytes, principal, refreshMs, logger }),
  );
  const redis = connectBoth(config, logger);
  const close = async () => {
    await Promise.all(upstreams.map((upstream) => upstream.close()));
    if (redis) await Promise.all([closeRedis(redis.commands), closeRedis(redis.subscriber)]);
  };

  try {
    const catalogue = gatewayCatalogue(upstreams, { lock, policy });
    await reachAll(upstreams, startPatienceMs);
    refuseProblems(catalogue.current());
    reportCatalogue(catalogue, logger);
    measureUpstreams(metrics, upstreams, catalogue);
    if (redis) await shareChanges(upstreams, redis, logger);
    const parts = {
      upstreams,
      catalogue,
      policy,
      limit: rateLimit(config.TOOL_CALLS_PER_MINUTE, redis?.commands),
      cache: resultCache(redis?.commands),
      audit: audit(auditSinks(config, redis?.commands)),
      metrics: gatewayMetrics(metrics),
      logger,
    };
    return gatewayProvider(parts, close);
  } catch (error) {
    await close();
    throw error;
  }
}

/** Starts mcp-orchestrator over Streamable HTTP. */
export async function startOrchestrator(options: GatewayOptions & { port: number }): Promise<RunningServer> {
  const metrics = createMetrics('mcp-orchestrator');
  return serveProvider(await connectGateway(options, metrics), metrics, options);
}

/** A connection that listens can do nothing else, so there are two. */
function connectBoth(config: Config, logger: Logger): { commands: Redis; subscriber: Redis } | undefined {
  const { REDIS_URL: url, REDIS_PASSWORD: password } = config;
  if (!url) return undefined;
  return {
    commands: connectRedis({ url, password, role: 'gateway', logger }),
    subscriber: connectRedis({ url, password, role: 'gateway-changes', logger }),
  };
}
