import { refusalOf } from '#adapters/mcp/refusal.ts';
import { Client, StreamableHTTPClientTransport } from '#adapters/mcp/sdk.ts';
import { type Config, loadConfig } from '#config/load-config.ts';
import { singleTenant, type Tenants } from '#config/tenants/tenants.ts';
import { tokenSettings } from '#config/token-settings.ts';
import type { Principal } from '#identity/principal.ts';
import { createTokens } from '#identity/tokens.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { errorResult } from './run-tool.ts';
import type { ServerDefinition } from './server-definition.ts';
import { type RunningServer, startServer } from './start-server.ts';

/** What a test sees of a tool's answer. */
export interface ToolAnswer {
  isError: boolean;
  text: string;
  /** The structured content; empty for an error. */
  data: Record<string, unknown>;
}

export interface TestServer extends RunningServer {
  config: Config;
  /** Calls a tool over real HTTP through an MCP client, as this principal (everything allowed by default). */
  call(name: string, args: Record<string, unknown>, principal?: Partial<Principal>): Promise<ToolAnswer>;
  /** The tools that this principal is offered. */
  tools(principal?: Partial<Principal>): Promise<Awaited<ReturnType<Client['listTools']>>['tools']>;
  client(principal?: Partial<Principal>): Promise<Client>;
}

/** Starts a server on a free port with the given settings; auth is on, each call carries a token. */
export async function startTestServer<Services>(
  definition: ServerDefinition<Services>,
  environment: Record<string, string>,
  givenTenants?: Tenants,
): Promise<TestServer> {
  const config = loadConfig({ JWT_SECRET: 'a secret for tests of at least 32 characters', ...environment });
  const tokens = createTokens(tokenSettings(config));
  const tenants = givenTenants ?? everyTenant(config);
  const running = await startServer(definition, { config, tenants, tokens, logger: silentLogger, port: 0 });

  const client = async (principal: Partial<Principal> = {}) => {
    const token = await tokens.mint(
      { subject: 'test', tenant: config.TENANT, scopes: ['*'], ...principal },
      definition.name,
    );
    const connected = new Client({ name: 'test', version: '1.0.0' });
    const url = new URL('/mcp', running.url);
    const headers = { authorization: `Bearer ${token}` };
    await connected.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }));
    return connected;
  };

  return {
    ...running,
    config,
    client,
    async tools(principal) {
      const connected = await client(principal);
      const { tools } = await connected.listTools();
      await connected.close();
      return tools;
    },
    async call(name, args, principal) {
      const connected = await client(principal);
      const result = await connected.callTool({ name, arguments: args }).catch(asRefusal);
      await connected.close();
      const [first] = result.content as { type: string; text?: string }[];
      return {
        isError: result.isError === true,
        text: first?.text ?? '',
        data: (result.structuredContent ?? {}) as Record<string, unknown>,
      };
    },
  };
}

/** Whatever a test calls its tenants, they are on the same systems: what is kept apart there is for the server to do. */
function everyTenant(config: Config): Tenants {
  return { ...singleTenant(config), configOf: (tenant) => ({ ...config, TENANT: tenant }) };
}

/** A call that was refused over HTTP as the error that a tool would answer. */
function asRefusal(error: unknown) {
  const refusal = refusalOf(error);
  if (refusal) return errorResult(refusal);
  throw error;
}
