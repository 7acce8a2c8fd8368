import { loadConfig } from '#config/load-config.ts';
import { createTokens } from '#identity/tokens.ts';
import type { RunningServer } from '#mcp-servers/kit/start-server.ts';
import { startOrchestrator } from '#mcp-servers/orchestrator/start-orchestrator.ts';
import { silentLogger } from '#telemetry/logger.ts';

/** The gateway in front of one server, with prefixing off and without tokens: the suite finds the names it knows. */
export function startFixtureGateway(url: string): Promise<RunningServer> {
  const upstream = {
    name: 'mcp-conformance',
    prefix: '',
    target: { kind: 'http', url, mint: true, headers: {} },
    tools: ['*'],
    timeoutMs: 60_000,
    trust: 'open',
  } as const;
  const config = loadConfig({ AUDIT: 'off', TOOL_CALLS_PER_MINUTE: '100000' });
  const options = { config, tokens: createTokens(undefined), logger: silentLogger, port: 0 };
  return startOrchestrator({ ...options, settings: { upstreams: [upstream], crews: {} } });
}
