import type { Config } from '#config/load-config.ts';
import { singleTenant, type Tenants } from '#config/tenants/tenants.ts';
import type { Tokens } from '#identity/tokens.ts';
import { listen } from '#service/listen.ts';
import type { Logger } from '#telemetry/logger.ts';
import { createMetrics } from '#telemetry/metrics.ts';
import { definitionProvider } from './definition-provider.ts';
import { createHttpApp } from './http-app.ts';
import type { Provider } from './provider.ts';
import type { ServerDefinition } from './server-definition.ts';
import { tenantConnections } from './tenant-connections.ts';

export interface RunningServer {
  /** `http://host:port`; MCP is answered at `/mcp`. */
  url: string;
  close(graceMs?: number): Promise<void>;
}

export interface ServerOptions {
  config: Config;
  tokens: Tokens;
  logger: Logger;
  /** The one of the settings, unless others are given; who opened them closes them. */
  tenants?: Tenants;
  /** 0 takes a free port. */
  port: number;
}

/** Starts one MCP server over Streamable HTTP. */
export async function startServer<Services>(
  definition: ServerDefinition<Services>,
  options: ServerOptions,
): Promise<RunningServer> {
  const metrics = createMetrics(definition.name);
  const { config, logger, tenants = singleTenant(config) } = options;
  const connection = await tenantConnections(definition, { config, tenants, logger });
  const provider = definitionProvider(definition, connection, logger, metrics);
  return serveProvider(provider, metrics, options);
}

/** Starts the HTTP side of any provider; closing it closes the provider too. */
export async function serveProvider(
  provider: Provider,
  metrics: ReturnType<typeof createMetrics>,
  { config, tokens, logger, port }: ServerOptions,
): Promise<RunningServer> {
  const closing = new AbortController();
  const app = createHttpApp({ provider, config, tokens, metrics, logger, closing: closing.signal });
  const listening = await listen(app, { host: config.HOST, port, name: provider.name }).catch(
    async (error) => {
      await provider.close();
      throw error;
    },
  );
  logger.info({ url: listening.url, auth: tokens.required ? 'on' : 'off' }, `${provider.name} is ready`);
  return {
    url: listening.url,
    async close(graceMs) {
      closing.abort();
      await listening.close(graceMs);
      await provider.close();
    },
  };
}
