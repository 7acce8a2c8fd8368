import { AsyncLocalStorage } from 'node:async_hooks';
import { OutcomeUnknownError, ProjectError, UpstreamError } from '#errors/errors.ts';
import type { Principal } from '#identity/principal.ts';
import type { Tokens } from '#identity/tokens.ts';
import { refusalOf } from './refusal.ts';
import { Client, McpError, StreamableHTTPClientTransport } from './sdk.ts';

/** On whose behalf the requests of the present asynchronous context are sent. */
const caller = new AsyncLocalStorage<Principal>();

/** What ends the requests of the present asynchronous context. */
const ending = new AsyncLocalStorage<AbortSignal>();

/**
 * Does `work` so that its requests are hung up when `signal` is aborted. The SDK's client then only stops to wait, and
 * tells so in a request of its own, which a server without sessions cannot match to anything.
 */
export function hangingUpOn<Result>(
  signal: AbortSignal | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  return signal ? ending.run(signal, work) : work();
}

export interface McpConnectionOptions {
  /** The server's MCP address, ending in `/mcp`. */
  url: string;
  /** The server's name, which is the audience of its tokens. */
  audience: string;
  tokens: Tokens;
  timeoutSeconds: number;
}

/** One lasting connection to an MCP server that any number of principals share. */
export interface McpConnection {
  /**
   * Connects where that has not happened yet, and does `work` on behalf of `principal`: each request in it
   * carries that principal's own token. After a failed connect the next call tries again.
   */
  as<Result>(principal: Principal, work: (client: Client) => Promise<Result>): Promise<Result>;
  /** On whose behalf the present work is done; undefined outside of `as`. */
  principal(): Principal | undefined;
  close(): Promise<void>;
}

export function connectMcp(options: McpConnectionOptions): McpConnection {
  let connecting: Promise<Client> | undefined;

  const connect = () => {
    connecting ??= open(options).catch((error) => {
      connecting = undefined;
      throw error;
    });
    return connecting;
  };

  return {
    as: (principal, work) => caller.run(principal, async () => work(await connect())),
    principal: () => caller.getStore(),
    async close() {
      const client = await connecting?.catch(() => undefined); // it never opened: nothing to close
      connecting = undefined;
      await client?.close();
    },
  };
}

/**
 * The servers keep no sessions, so a connection outlives their restarts. The token is added to each request as
 * it is sent: a header fixed at connect would hand one caller's identity to the next.
 */
async function open({ url, audience, tokens, timeoutSeconds }: McpConnectionOptions): Promise<Client> {
  const client = new Client({ name: 'mcp-first', version: '1.0.0' });
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    fetch: async (address, init) => {
      const principal = caller.getStore();
      if (!principal) throw new Error('an MCP request was sent outside McpConnection.as');
      const headers = new Headers(init?.headers);
      headers.set('authorization', `Bearer ${await tokens.mint(principal, audience)}`);
      const hangUp = ending.getStore();
      const signal = hangUp && init?.signal ? AbortSignal.any([hangUp, init.signal]) : init?.signal;
      return fetch(address, { ...init, headers, ...(signal ? { signal } : {}) });
    },
  });
  try {
    await client.connect(transport, { timeout: timeoutSeconds * 1_000 });
    return client;
  } catch (error) {
    await client.close();
    throw translateMcpError(error, { server: audience, writes: false });
  }
}

const notSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);

/**
 * What a failed request to an MCP server means. A write whose answer never came may have happened: that is
 * said, so that nobody simply repeats it.
 */
export function translateMcpError(error: unknown, request: { server: string; writes: boolean }): unknown {
  if (error instanceof ProjectError || (error instanceof Error && error.name === 'AbortError')) return error;
  const refusal = refusalOf(error);
  if (refusal) return refusal;
  if (error instanceof McpError && error.code === -32_602) {
    return new UpstreamError(`${request.server} does not know what was asked.`, {
      retryable: false,
      cause: error,
    });
  }
  const code = ((error as Error).cause as { code?: string } | undefined)?.code;
  if (request.writes && !(code && notSent.has(code))) {
    return new OutcomeUnknownError(`${request.server} did not answer; what was asked may have been done.`, {
      fix: 'Look at the present state before doing it again.',
      cause: error,
    });
  }
  return new UpstreamError(`${request.server} cannot be reached.`, {
    code: 'server_unavailable',
    fix: 'Try again in a moment; if it stays so, offer the customer a human.',
    cause: error,
  });
}
