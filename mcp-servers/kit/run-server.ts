import { StdioServerTransport } from '#adapters/mcp/sdk.ts';
import { configFromEnvironment } from '#config/environment.ts';
import type { Config } from '#config/load-config.ts';
import { watchTenants } from '#config/tenants/watch-tenants.ts';
import { tokenSettings } from '#config/token-settings.ts';
import { tracingSettings } from '#config/tracing-settings.ts';
import { createTokens } from '#identity/tokens.ts';
import { runProcess } from '#service/run-process.ts';
import { createLogger } from '#telemetry/logger.ts';
import { createMetrics } from '#telemetry/metrics.ts';
import { withTracing } from '#telemetry/tracing/start-tracing.ts';
import { definitionProvider } from './definition-provider.ts';
import { createProtocolServer } from './protocol-server.ts';
import type { Provider } from './provider.ts';
import type { ServerDefinition } from './server-definition.ts';
import { type ServerOptions, serveProvider } from './start-server.ts';
import { tenantConnections } from './tenant-connections.ts';

/** The whole of a server's `main.ts`: over HTTP on its port or, with `--stdio`, over standard input and output. */
export function runServer<Services>(
  definition: ServerDefinition<Services>,
  portOf: (config: Config) => number,
) {
  const metrics = createMetrics(definition.name);
  return runProvider({
    name: definition.name,
    portOf,
    metrics,
    connect: async ({ config, logger }) => {
      const tenants = watchTenants(config, definition.tenantParts ?? [], logger);
      const connection = await tenantConnections(definition, { config, tenants, logger });
      return definitionProvider(definition, connection, logger, metrics);
    },
  });
}

/** The same for any provider, such as the gateway. */
export function runProvider(options: {
  name: string;
  portOf: (config: Config) => number;
  metrics: ReturnType<typeof createMetrics>;
  connect: (options: Omit<ServerOptions, 'port'>) => Promise<Provider>;
}) {
  return runProcess(async () => {
    const config = configFromEnvironment();
    const logger = createLogger({ service: options.name, level: config.LOG_LEVEL });
    const tokens = createTokens(tokenSettings(config));
    return withTracing({ ...tracingSettings(config), service: options.name, logger }, async () => {
      const provider = await options.connect({ config, tokens, logger });
      if (process.argv.includes('--stdio')) return serveStdio(provider, config);
      if (!tokens.required)
        logger.warn('no key for tokens is set (JWT_SECRET): auth is off, callers need no token');
      const port = options.portOf(config);
      return serveProvider(provider, options.metrics, { config, tokens, logger, port });
    });
  });
}

/** The caller is whoever started the process, so it may do everything that the server can. */
async function serveStdio(provider: Provider, config: Config) {
  const principal = { subject: 'stdio', tenant: config.TENANT, scopes: ['*'] };
  const server = createProtocolServer(provider, principal);
  await server.connect(new StdioServerTransport());
  const stop = provider.watch?.(principal, (announcement) => {
    // Whoever no longer reads is told nothing.
    server.notification(announcement).catch(() => undefined);
  });
  server.onclose = () => {
    stop?.();
    void provider.close();
  };
  return { close: () => server.close() };
}
