import type { Agent, IncomingMessage } from 'node:http';
import { ProjectError } from '#errors/errors.ts';
import { traceCarrier } from '#telemetry/tracing/propagation.ts';
import { notAnswered, notDone } from './failure.ts';
import { openRequest } from './open-request.ts';
import type { ChatwootRequest } from './request.ts';

export interface Answer {
  status: number;
  /** `Retry-After` in milliseconds, where it was given in seconds. */
  retryAfterMs: number | undefined;
  body: string;
}

export interface ExchangeSettings {
  url: string;
  token: string | undefined;
  signal: AbortSignal;
  /** Its connections are used. */
  agent: Agent;
  maxAnswerBytes: number;
}

/** The connection was never made, so nothing was sent. */
const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** A connection that failed, so that a read may be sent again. */
export const connectionFailed = 'chatwoot_connection_failed';

/**
 * Sends one request once and reads its answer.
 *
 * @throws UpstreamError or OutcomeUnknownError when no whole answer came; the reason of the signal when it
 * ended a read.
 */
export async function exchange(request: ChatwootRequest, settings: ExchangeSettings): Promise<Answer> {
  const { url, token, signal, agent, maxAnswerBytes } = settings;
  try {
    const { body, headers } = await encoded(request.body);
    const response = await openRequest(url, {
      method: request.method,
      headers: {
        accept: 'application/json',
        // Some proxies drop header names with underscores; Chatwoot reads both forms.
        ...(token === undefined ? {} : { 'api-access-token': token }),
        ...headers,
        ...traceCarrier(),
      },
      body,
      signal,
      agent,
    });
    const text = await readBounded(response, maxAnswerBytes);
    if (text === undefined)
      throw notAnswered(request, 'answered more than can be read', { code: 'answer_too_large' });
    return { status: response.statusCode ?? 0, retryAfterMs: retryAfterMs(response), body: text };
  } catch (error) {
    throw translated(request, signal, error);
  }
}

interface Encoded {
  body: Uint8Array | string | undefined;
  headers: Record<string, string>;
}

/** A form is encoded as `fetch` would; all else is JSON. */
async function encoded(body: ChatwootRequest['body']): Promise<Encoded> {
  if (body === undefined) return { body, headers: {} };
  if (body instanceof FormData) {
    const form = new Response(body);
    const bytes = new Uint8Array(await form.arrayBuffer());
    return { body: bytes, headers: contentHeaders(form.headers.get('content-type') ?? '', bytes) };
  }
  const text = JSON.stringify(body);
  return { body: text, headers: contentHeaders('application/json', text) };
}

function contentHeaders(type: string, body: Uint8Array | string): Record<string, string> {
  return { 'content-type': type, 'content-length': String(Buffer.byteLength(body)) };
}

function translated(request: ChatwootRequest, signal: AbortSignal, error: unknown): unknown {
  if (signal.aborted) {
    const isTimeout = signal.reason instanceof Error && signal.reason.name === 'TimeoutError';
    if (isTimeout) return notAnswered(request, 'did not answer in time', { code: 'timeout', cause: error });
    return request.effect === 'read'
      ? signal.reason
      : notAnswered(request, 'was not waited for', { code: 'cancelled', cause: error });
  }
  if (error instanceof ProjectError) return error;
  const code = codeOf(error);
  if (neverConnected.has(code) || /CERT|TLS/.test(code)) {
    return notDone(request, `cannot be reached: ${code}`, {
      code: connectionFailed,
      cause: error,
      fix: 'Try again in a moment; the operator should check CHATWOOT_URL.',
    });
  }
  return notAnswered(request, 'closed the connection', { code: connectionFailed, cause: error });
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : 'connection failed';
}

/** The text of an answer; undefined when it is longer than the limit. */
async function readBounded(response: IncomingMessage, maxBytes: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > maxBytes) return undefined; // leaving the loop ends the transfer
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function retryAfterMs(response: IncomingMessage): number | undefined {
  const seconds = Number(response.headers['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined;
}
