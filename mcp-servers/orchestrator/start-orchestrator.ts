import { createMetrics, type Metrics } from '#telemetry/metrics.ts';
import type { Provider } from '../kit/provider.ts';
import { type RunningServer, type ServerOptions, serveProvider } from '../kit/start-server.ts';
import { gatewayProvider } from './gateway-provider.ts';
import { watchUpstream } from './upstream.ts';

/** The gateway over the servers that the settings name; they may come later, or go and come back. */
export async function connectUpstreams(
  { config, tokens, logger }: Omit<ServerOptions, 'port'>,
  metrics: Metrics,
): Promise<Provider> {
  const upstreams = [
    { prefix: 'odoo', audience: 'mcp-odoo', url: config.MCP_ODOO_URL },
    { prefix: 'qdrant', audience: 'mcp-qdrant', url: config.MCP_QDRANT_URL },
    { prefix: 'chatwoot', audience: 'mcp-chatwoot', url: config.MCP_CHATWOOT_URL },
  ].map((upstream) => watchUpstream({ ...upstream, tenant: config.TENANT, tokens, logger }));
  await Promise.all(upstreams.map((upstream) => upstream.refresh()));
  return gatewayProvider(upstreams, metrics);
}

/** Starts mcp-orchestrator over Streamable HTTP. */
export async function startOrchestrator(options: ServerOptions): Promise<RunningServer> {
  const metrics = createMetrics('mcp-orchestrator');
  return serveProvider(await connectUpstreams(options, metrics), metrics, options);
}
