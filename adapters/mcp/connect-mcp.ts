import { AsyncLocalStorage } from 'node:async_hooks';
import { InputError, UpstreamError } from '#errors/errors.ts';
import type { Principal } from '#identity/principal.ts';
import type { Tokens } from '#identity/tokens.ts';
import { httpLink } from './http-link.ts';
import type { LinkRequest } from './link.ts';
import { refusal } from './refusal.ts';
import type { CallToolResult, ReadResourceResult, Tool } from './sdk.ts';
import { tracedLink } from './traced-link.ts';

/** On whose behalf the requests of the present asynchronous context are sent. */
const caller = new AsyncLocalStorage<Principal>();

/** A longer answer is dropped; the gateway's own limit is far below. */
const mostAnswerBytes = 32_000_000;

export interface McpConnectionOptions {
  /** The server's MCP address, ending in `/mcp`. */
  url: string;
  /** The server's name, which is the audience of its tokens. */
  audience: string;
  tokens: Pick<Tokens, 'mint'>;
  timeoutSeconds: number;
}

/** What LangChain's MCP adapters use of a client. */
export interface ToolClient {
  listTools(params?: { cursor?: string }): Promise<{ tools: Tool[]; nextCursor?: string }>;
  /** @param options.writes whether the tool may change something, which decides what a lost answer means. */
  callTool(
    call: ToolCall,
    options?: { signal?: AbortSignal | undefined; writes?: boolean },
  ): Promise<CallToolResult>;
  readResource(params: { uri: string }): Promise<ReadResourceResult>;
}

interface ToolCall {
  name: string;
  arguments?: Record<string, unknown> | undefined;
}

/** One lasting connection to an MCP server that any number of principals share. */
export interface McpConnection {
  /**
   * Does `work` on behalf of `principal`: each request in it carries that principal's own token. The first request
   * connects; after a failed connect the next one tries again.
   */
  as<Result>(principal: Principal, work: (client: ToolClient) => Promise<Result>): Promise<Result>;
  /** On whose behalf the present work is done; undefined outside of `as`. */
  principal(): Principal | undefined;
  close(): Promise<void>;
}

/**
 * Speaks through the same lean link as the gateway (docs/decisions/2026-11-22-gateway-hot-path.md). The token is added to
 * each request as it is sent: one fixed at connect would hand one caller's identity to the next.
 */
export function connectMcp({ url, audience, tokens, timeoutSeconds }: McpConnectionOptions): McpConnection {
  const link = tracedLink(
    httpLink({
      server: audience,
      url,
      maxBytes: mostAnswerBytes,
      capabilities: {},
      refusal,
      credentials: async (principal) => ({
        authorization: `Bearer ${await tokens.mint(principal, audience)}`,
      }),
    }),
  );

  const request = async <Result>(
    method: string,
    params: object,
    options: Pick<LinkRequest, 'signal'> & { writes?: boolean } = {},
  ): Promise<Result> => {
    const principal = caller.getStore();
    if (!principal) throw new Error('an MCP request was sent outside McpConnection.as');
    const { signal, writes = false } = options;
    try {
      const result = await link.request({
        method,
        params: { ...params },
        principal,
        writes,
        signal,
        timeoutMs: timeoutSeconds * 1_000,
      });
      return result as Result;
    } catch (error) {
      // What a tool thinks of its arguments is a result; here the server did not know the tool, or could not read it.
      if (!(error instanceof InputError)) throw error;
      throw new UpstreamError(`${audience} does not know what was asked.`, {
        retryable: false,
        cause: error,
      });
    }
  };
  const client: ToolClient = {
    listTools: (params = {}) => request('tools/list', params),
    callTool: (call, options) => request('tools/call', call, options),
    readResource: (params) => request('resources/read', params),
  };

  return {
    as: (principal, work) => caller.run(principal, () => work(client)),
    principal: () => caller.getStore(),
    close: () => link.close(),
  };
}
