import { connectMcp, type McpConnection } from '#adapters/mcp/connect-mcp.ts';
import type { Resource, Tool } from '#adapters/mcp/sdk.ts';
import { describeError } from '#errors/describe-error.ts';
import type { Principal } from '#identity/principal.ts';
import type { Tokens } from '#identity/tokens.ts';
import type { Logger } from '#telemetry/logger.ts';

const requestTimeoutSeconds = 60;
const retryMs = 2_000;
const refreshMs = 60_000;
const lookAheadMs = 2_000;

export interface UpstreamOptions {
  /** Goes before the names of its tools: `odoo_search_records`. */
  prefix: string;
  /** Its name and the audience of its tokens. */
  audience: string;
  url: string;
  tenant: string;
  tokens: Tokens;
  logger: Logger;
}

/** One MCP server behind the gateway, with its catalogue as last seen. */
export interface Upstream {
  prefix: string;
  name: string;
  connection: McpConnection;
  /** Its tools under their own names; empty until it was reached once. */
  tools(): readonly Tool[];
  resources(): readonly Resource[];
  /** `ok`, or why its catalogue cannot be had at present. */
  state(): string;
  /** Asks for the catalogue at once; does not fail. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Watches an upstream in the background: a missing one never holds anything up, is asked again every two
 * seconds, and comes back by itself. The catalogue that was last seen stays meanwhile.
 */
export function watchUpstream(options: UpstreamOptions): Upstream {
  const { prefix, audience, url, tenant, tokens, logger } = options;
  const connection = connectMcp({ url, audience, tokens, timeoutSeconds: requestTimeoutSeconds });
  const gateway: Principal = { subject: 'mcp-orchestrator', tenant, scopes: ['*'] };
  let tools: readonly Tool[] = [];
  let resources: readonly Resource[] = [];
  let state = 'not reached yet';
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const refresh = async () => {
    clearTimeout(timer);
    try {
      await connection.as(gateway, async (client) => {
        const [listedTools, listedResources] = await Promise.all([
          client.listTools(undefined, { timeout: lookAheadMs }),
          client.listResources(undefined, { timeout: lookAheadMs }),
        ]);
        tools = listedTools.tools;
        resources = listedResources.resources;
      });
      if (state !== 'ok') logger.info({ upstream: audience, tools: tools.length }, 'upstream is there');
      state = 'ok';
    } catch (error) {
      if (state === 'ok') logger.warn({ upstream: audience }, 'upstream is gone');
      state = describeError(error).message;
    }
    if (!closed) timer = setTimeout(refresh, state === 'ok' ? refreshMs : retryMs).unref();
  };

  return {
    prefix,
    name: audience,
    connection,
    tools: () => tools,
    resources: () => resources,
    state: () => state,
    refresh,
    async close() {
      closed = true;
      clearTimeout(timer);
      await connection.close();
    },
  };
}
