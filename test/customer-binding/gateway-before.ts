import { Client, StreamableHTTPClientTransport } from '#adapters/mcp/sdk.ts';
import { loadConfig } from '#config/load-config.ts';
import { tokenSettings } from '#config/token-settings.ts';
import type { Principal } from '#identity/principal.ts';
import { createTokens } from '#identity/tokens.ts';
import type { TestServer } from '#mcp-servers/kit/testing.ts';
import { startOrchestrator } from '#mcp-servers/orchestrator/start-orchestrator.ts';
import { silentLogger } from '#telemetry/logger.ts';

/** The gateway before three servers of a test, with a client for each principal. */
export async function startGatewayBefore(servers: Record<'odoo' | 'chatwoot' | 'qdrant', TestServer>) {
  const config = loadConfig({
    JWT_SECRET: servers.odoo.config.JWT_SECRET,
    MCP_ODOO_URL: `${servers.odoo.url}/mcp`,
    MCP_CHATWOOT_URL: `${servers.chatwoot.url}/mcp`,
    MCP_QDRANT_URL: `${servers.qdrant.url}/mcp`,
    TOOL_CALLS_PER_MINUTE: '1000000',
    AUDIT: 'off',
  });
  const tokens = createTokens(tokenSettings(config));
  const running = await startOrchestrator({ config, tokens, logger: silentLogger, port: 0 });

  const client = async (principal: Partial<Principal> = {}) => {
    const whole = { subject: 'test', tenant: config.TENANT, scopes: ['*'], ...principal };
    const headers = { authorization: `Bearer ${await tokens.mint(whole, 'mcp-orchestrator')}` };
    const connected = new Client({ name: 'test', version: '1.0.0' });
    const transport = new StreamableHTTPClientTransport(new URL('/mcp', running.url), {
      requestInit: { headers },
    });
    await connected.connect(transport);
    return connected;
  };
  return {
    client,
    async tools(principal?: Partial<Principal>) {
      const connected = await client(principal);
      const { tools } = await connected.listTools();
      await connected.close();
      return tools;
    },
    close: () => running.close(0),
  };
}
