import { Pool } from 'undici';
import { UpstreamError } from '#errors/errors.ts';
import type { Principal } from '#identity/principal.ts';
import { traceCarrier } from '#telemetry/tracing/propagation.ts';
import { readAnnouncements } from './announcement-reader.ts';
import type { AnnouncementListener, LinkRequest, McpLink } from './link.ts';
import { type FailedRequest, noAnswer, protocolError, refusedStatus } from './link-errors.ts';
import { type JsonPostAnswer, postJson } from './post-json.ts';
import { LATEST_PROTOCOL_VERSION, SUPPORTED_PROTOCOL_VERSIONS } from './sdk.ts';
import { hear, type RpcResponse, responseTo } from './server-messages.ts';

export interface HttpLinkOptions {
  /** The server's name, for errors. */
  server: string;
  /** Its MCP address. */
  url: string;
  /** What a request shows as proof of who sends it, as headers. */
  credentials(principal: Principal): Promise<Record<string, string>> | Record<string, string>;
  /** A longer answer is dropped. */
  maxBytes: number;
  /** What the server may ask of this side before it answers; the questions go to the caller of each request. */
  capabilities?: { elicitation?: object; sampling?: object };
  /**
   * What it means that the server refused a request (401, 403), with its words where it has said any. By default that
   * the credentials of the link are wrong.
   */
  refusal?: (status: number, told: string | undefined) => Error;
}

/** What the handshake agreed on. */
interface Session {
  id: string | undefined;
  protocolVersion: string;
  capabilities: Record<string, unknown>;
}

interface Exchange {
  answer: JsonPostAnswer;
  response: RpcResponse | undefined;
}

const openTimeoutMs = 10_000;
const mostConnections = 256;

/**
 * A link over Streamable HTTP. It speaks JSON-RPC itself instead of through the SDK's client, which costs more
 * than twice as much for each call (docs/decisions/2026-11-22-gateway-hot-path.md). A server without sessions outlives
 * its own restarts; one whose session is gone is greeted once more and asked again, which is safe for writes too:
 * a request in a session that the server does not know was not carried out.
 */
export function httpLink(options: HttpLinkOptions): McpLink {
  const { server, url, credentials, maxBytes, refusal } = options;
  const { capabilities: ownCapabilities = { elicitation: {}, sampling: {} } } = options;
  const address = new URL(url);
  const path = address.pathname + address.search;
  // Each request brings its own deadline, so undici's two are off.
  const connections = new Pool(address.origin, {
    connections: mostConnections,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  let opening: Promise<Session> | undefined;
  let lastId = 0;
  const listeners = new Set<AnnouncementListener>();
  let stopReading: (() => void) | undefined;

  const headersFor = async (principal: Principal, session: Session | undefined) => ({
    ...(session ? { 'mcp-protocol-version': session.protocolVersion } : {}),
    ...(session?.id ? { 'mcp-session-id': session.id } : {}),
    ...traceCarrier(),
    ...(await credentials(principal)),
  });

  const send = async (
    message: object,
    request: LinkRequest,
    session: Session | undefined,
    onMessage: (message: unknown) => void,
  ) =>
    postJson({
      connections,
      path,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...(await headersFor(request.principal, session)),
      },
      body: JSON.stringify(message),
      request: { server, writes: request.writes },
      signal: request.signal,
      timeoutMs: request.timeoutMs,
      maxBytes,
      onMessage,
    });

  async function ask(request: LinkRequest, session?: Session): Promise<Exchange> {
    lastId += 1;
    const id = lastId;
    const { method, caller } = request;
    let response: RpcResponse | undefined;
    const reply = (answer: object) => {
      // Whoever cannot be told the answer to its question ends its own request with an error.
      send(answer, request, session, () => undefined).catch(() => undefined);
    };
    const message = { jsonrpc: '2.0', id, method, params: paramsOf(request, id) };
    const answer = await send(message, request, session, (incoming) => {
      response ??= responseTo(id, incoming);
      if (!response && caller) hear(incoming, { id, caller, reply });
    });
    return { answer, response };
  }

  async function open(principal: Principal): Promise<Session> {
    const hello: LinkRequest = {
      method: 'initialize',
      params: {
        protocolVersion: LATEST_PROTOCOL_VERSION,
        capabilities: ownCapabilities,
        clientInfo: { name: 'mcp-first', version: '1.0.0' },
      },
      principal,
      writes: false,
      timeoutMs: openTimeoutMs,
    };
    const { answer, response } = await ask(hello);
    const result = resultOf({ answer, response }, { server, writes: false }, refusal);
    const protocolVersion = String(result.protocolVersion);
    if (!SUPPORTED_PROTOCOL_VERSIONS.includes(protocolVersion)) {
      throw new UpstreamError(`${server} speaks a version of MCP that is not known here.`, {
        retryable: false,
      });
    }
    const capabilities = (result.capabilities ?? {}) as Record<string, unknown>;
    const session = { id: answer.header('mcp-session-id'), protocolVersion, capabilities };
    await send({ jsonrpc: '2.0', method: 'notifications/initialized' }, hello, session, () => undefined);
    if (announces(capabilities)) {
      stopReading?.(); // the stream of a session that is gone
      stopReading = readAnnouncements({
        url: address,
        headers: () => headersFor(principal, session),
        onAnnouncement: (method, params) => {
          for (const listener of listeners) listener(method, params);
        },
      });
    }
    return session;
  }

  const opened = (principal: Principal): Promise<Session> => {
    opening ??= open(principal).catch((error) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };

  return {
    async request(request) {
      const context = { server, writes: request.writes };
      const first = opened(request.principal);
      const session = await first;
      const exchange = await ask(request, session);
      if (!isLostSession(exchange, session)) return resultOf(exchange, context, refusal);
      if (opening === first) opening = undefined; // unless another request opened anew meanwhile
      return resultOf(await ask(request, await opened(request.principal)), context, refusal);
    },
    capabilities: async (principal) => (await opened(principal)).capabilities,
    onAnnouncement: (listener) => void listeners.add(listener),
    async close() {
      stopReading?.();
      await connections.destroy();
    },
  };
}

/** Whether a server claims to tell changes by itself. */
function announces(capabilities: Record<string, unknown>): boolean {
  return Object.values(capabilities).some((capability) => {
    const { listChanged, subscribe } = (capability ?? {}) as Record<string, unknown>;
    return listChanged === true || subscribe === true;
  });
}

/** The specification says 404; many servers say 400. */
function isLostSession({ answer }: Exchange, { id }: Session): boolean {
  return id !== undefined && (answer.status === 404 || answer.status === 400);
}

function resultOf(
  { answer, response }: Exchange,
  request: FailedRequest,
  refusal: HttpLinkOptions['refusal'],
): Record<string, unknown> {
  if (response && 'result' in response) return response.result;
  const { status } = answer;
  if (refusal && (status === 401 || status === 403)) throw refusal(status, response?.error.message);
  if (status === 401 || status === 403 || status === 429 || status >= 500)
    throw refusedStatus(request, status, answer.header('retry-after'));
  if (response) throw protocolError(request, response.error);
  if (status >= 300) throw refusedStatus(request, status);
  throw noAnswer(request, new Error('the answer holds no result'));
}

/** The request's own id serves as the token of its progress. */
function paramsOf({ params, caller }: LinkRequest, id: number) {
  if (!caller?.wantsProgress) return params;
  return { ...params, _meta: { ...(params?._meta as object | undefined), progressToken: id } };
}
