import { StdioServerTransport } from '#adapters/mcp/sdk.ts';
import { configFromEnvironment } from '#config/environment.ts';
import type { Config } from '#config/load-config.ts';
import { createTokens } from '#identity/tokens.ts';
import { createLogger } from '#telemetry/logger.ts';
import { createMetrics } from '#telemetry/metrics.ts';
import { runProcess } from '#telemetry/run-process.ts';
import { definitionProvider } from './definition-provider.ts';
import { createProtocolServer } from './protocol-server.ts';
import type { ServerDefinition } from './server-definition.ts';
import { startServer } from './start-server.ts';

/** The whole of a server's `main.ts`: over HTTP on its port or, with `--stdio`, over standard input and output. */
export function runServer<Services>(
  definition: ServerDefinition<Services>,
  portOf: (config: Config) => number,
) {
  return runProcess(async () => {
    const config = configFromEnvironment();
    const logger = createLogger({ service: definition.name, level: config.LOG_LEVEL });
    if (process.argv.includes('--stdio')) return serveStdio(definition, config, logger);
    const tokens = createTokens(config.JWT_SECRET);
    if (!tokens.required) logger.warn('JWT_SECRET is not set: auth is off, callers need no token');
    return startServer(definition, { config, tokens, logger, port: portOf(config) });
  });
}

/** The caller is whoever started the process, so it may do everything that the server can. */
async function serveStdio<Services>(
  definition: ServerDefinition<Services>,
  config: Config,
  logger: ReturnType<typeof createLogger>,
) {
  const connection = await definition.connect(config, logger);
  const provider = definitionProvider(definition, connection, logger, createMetrics(definition.name));
  const server = createProtocolServer(provider, { subject: 'stdio', tenant: config.TENANT, scopes: ['*'] });
  const close = async () => {
    await server.close();
    await provider.close();
  };
  server.onclose = () => void provider.close();
  await server.connect(new StdioServerTransport());
  return { close };
}
