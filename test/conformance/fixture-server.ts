import { loadConfig } from '#config/load-config.ts';
import { createTokens } from '#identity/tokens.ts';
import { type RunningServer, serveProvider } from '#mcp-servers/kit/start-server.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { createMetrics } from '#telemetry/metrics.ts';
import { type FixtureProvider, fixtureProvider } from './fixture-provider.ts';

/** The kit with the fixture on a free port of loopback, without tokens: the suite cannot send any. */
export async function startFixture(): Promise<RunningServer & { provider: FixtureProvider }> {
  const metrics = createMetrics('mcp-conformance');
  const provider = fixtureProvider(metrics);
  const options = { config: loadConfig({}), tokens: createTokens(''), logger: silentLogger, port: 0 };
  return { ...(await serveProvider(provider, metrics, options)), provider };
}
