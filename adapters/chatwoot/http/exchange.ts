import { notAnswered, notDone } from './failure.ts';
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
  maxAnswerBytes: number;
}

/** The connection was never made, so nothing was sent. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** A connection that failed, so that a read may be sent again. */
export const connectionFailed = 'chatwoot_connection_failed';

/**
 * Sends one request once and reads its answer.
 *
 * @throws UpstreamError or OutcomeUnknownError when no whole answer came; the reason of the signal when it
 * ended a read.
 */
export async function exchange(request: ChatwootRequest, settings: ExchangeSettings): Promise<Answer> {
  const body = encoded(request.body);
  try {
    const response = await fetch(settings.url, {
      method: request.method,
      redirect: 'manual', // a redirect would carry the token elsewhere
      signal: settings.signal,
      headers: {
        accept: 'application/json',
        // Some proxies drop header names with underscores; Chatwoot reads both forms.
        ...(settings.token === undefined ? {} : { 'api-access-token': settings.token }),
        ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
      },
      body,
    });
    const text = await readBounded(response, settings.maxAnswerBytes);
    if (text === undefined)
      throw notAnswered(request, 'answered more than can be read', { code: 'answer_too_large' });
    return { status: response.status, retryAfterMs: retryAfterMs(response), body: text };
  } catch (error) {
    throw translated(request, settings.signal, error);
  }
}

function encoded(body: ChatwootRequest['body']): string | FormData | null {
  if (body === undefined) return null;
  return body instanceof FormData ? body : JSON.stringify(body);
}

function translated(request: ChatwootRequest, signal: AbortSignal, error: unknown): unknown {
  if (signal.aborted) {
    const isTimeout = signal.reason instanceof Error && signal.reason.name === 'TimeoutError';
    if (isTimeout) return notAnswered(request, 'did not answer in time', { code: 'timeout', cause: error });
    return request.effect === 'read'
      ? signal.reason
      : notAnswered(request, 'was not waited for', { code: 'cancelled', cause: error });
  }
  if (!(error instanceof TypeError)) return error; // not of fetch: translated already
  const code = codeOf(error.cause);
  if (neverConnected.has(code) || /CERT|TLS/.test(code)) {
    return notDone(request, `cannot be reached: ${code}`, {
      code: connectionFailed,
      cause: error,
      fix: 'Try again in a moment; the operator should check CHATWOOT_URL.',
    });
  }
  return notAnswered(request, 'closed the connection', { code: connectionFailed, cause: error });
}

function codeOf(cause: unknown): string {
  const code = (cause as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : 'connection failed';
}

/** The text of an answer; undefined when it is longer than the limit. */
async function readBounded(response: Response, maxBytes: number): Promise<string | undefined> {
  if (!response.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > maxBytes) return undefined; // leaving the loop ends the transfer
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function retryAfterMs(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined;
}
