import type { CallToolResult, Tool } from '#adapters/mcp/sdk.ts';
import { type Config, loadConfig } from '#config/load-config.ts';
import type { Principal } from '#identity/principal.ts';
import { createTokens, type Tokens } from '#identity/tokens.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { createMetrics, type Metrics } from '#telemetry/metrics.ts';
import type { Provider, ToolCall } from '../../kit/provider.ts';
import type { GatewaySettings, UpstreamSettings } from '../settings/gateway-settings.ts';
import { connectGateway } from '../start-orchestrator.ts';

export const testConfig = loadConfig({
  JWT_SECRET: 'a secret for tests of at least 32 characters',
  AUDIT: 'off',
  ORCHESTRATOR_LOCK: '/nowhere/orchestrator.lock.json',
});
export const testTokens: Tokens = createTokens({ secret: testConfig.JWT_SECRET });

/** May do everything. */
export const anybody: Principal = { subject: 'test', tenant: 'main', scopes: ['*'] };

/** The settings of one upstream over HTTP, one of ours by default. */
export function upstreamAt(
  url: string,
  {
    mint = true,
    headers = {},
    ...rest
  }: Partial<UpstreamSettings> & {
    mint?: boolean;
    headers?: Record<string, string>;
  } = {},
): UpstreamSettings {
  return {
    name: 'mcp-fixture',
    prefix: 'shop',
    tools: ['*'],
    timeoutMs: 5_000,
    trust: 'open',
    target: { kind: 'http', url, mint, headers },
    ...rest,
  };
}

export interface TestGateway {
  provider: Provider;
  metrics: Metrics;
  call(
    name: string,
    args?: Record<string, unknown>,
    more?: { principal?: Partial<Principal> } & Partial<Pick<ToolCall, 'signal' | 'caller'>>,
  ): Promise<CallToolResult>;
  tools(principal?: Partial<Principal>): Promise<Tool[]>;
  close(): Promise<void>;
}

/** A gateway without its HTTP side. */
export async function startTestGateway(
  upstreams: readonly UpstreamSettings[],
  more: { config?: Partial<Config>; crews?: GatewaySettings['crews']; refreshMs?: number } = {},
): Promise<TestGateway> {
  const config = { ...testConfig, ...more.config };
  const metrics = createMetrics('test');
  const settings = { upstreams, crews: more.crews ?? {} };
  const options = {
    config,
    tokens: testTokens,
    logger: silentLogger,
    settings,
    refreshMs: more.refreshMs ?? 200,
  };
  const provider = await connectGateway(options, metrics);
  const signal = new AbortController().signal;
  return {
    provider,
    metrics,
    call: (name, args = {}, { principal, ...rest } = {}) =>
      provider.callTool({ name, arguments: args, signal, ...rest, principal: { ...anybody, ...principal } }),
    tools: async (principal) => provider.listTools({ ...anybody, ...principal }),
    close: () => provider.close(),
  };
}

/** The text of a result's first content. */
export function textOf({ content }: CallToolResult): string {
  const [first] = content;
  return first?.type === 'text' ? first.text : '';
}
