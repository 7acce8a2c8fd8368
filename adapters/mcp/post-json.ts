import { type Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { type Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { eventStreamReader } from './event-stream.ts';
import { type FailedRequest, noAnswer, tookTooLong, tooLarge, wasNotSent } from './link-errors.ts';

export interface JsonPost {
  url: URL;
  agent: HttpAgent | HttpsAgent;
  headers: Record<string, string>;
  body: string;
  /** Names the request in errors. */
  request: FailedRequest;
  signal?: AbortSignal | undefined;
  timeoutMs: number;
  /** A longer answer is given up. */
  maxBytes: number;
  /** Told of each message of an answer that is a stream of events. */
  onMessage(message: unknown): void;
}

export interface JsonPostAnswer {
  status: number;
  /** The first value of each header. */
  header(name: string): string | undefined;
}

/**
 * One POST of JSON over kept connections, answered by JSON or by a stream of events: what Streamable HTTP asks
 * for. Node's own client costs less than `fetch`. Redirects are not followed.
 *
 * @throws UpstreamError, OutcomeUnknownError, LimitError; an AbortError where the signal ended it.
 */
export function postJson(post: JsonPost): Promise<JsonPostAnswer> {
  return new Promise((resolve, reject) => {
    const { url, agent, headers, body, signal } = post;
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const request = send(url, {
      method: 'POST',
      agent,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    });
    const end = (error: Error) => {
      reject(error);
      request.destroy();
    };
    const abort = () => end(abortError(signal));
    const timer = setTimeout(() => end(tookTooLong(post.request, post.timeoutMs)), post.timeoutMs);
    request.on('close', () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    });
    request.on('error', (error) => reject(noAnswer(post.request, error, !wasNotSent(error))));
    request.on('response', (response) => {
      readMessages(response, post).then(() => resolve(answerOf(response)), end);
    });
    if (signal?.aborted) return abort();
    signal?.addEventListener('abort', abort, { once: true });
    request.end(body);
  });
}

function abortError(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new DOMException('The caller went away.', 'AbortError');
}

function answerOf(response: IncomingMessage): JsonPostAnswer {
  return {
    status: response.statusCode ?? 0,
    header: (name) => {
      const value = response.headers[name];
      return Array.isArray(value) ? value[0] : value;
    },
  };
}

function readMessages(response: IncomingMessage, post: JsonPost): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const tell = (text: string) => {
    try {
      post.onMessage(JSON.parse(text));
    } catch (error) {
      reject(noAnswer(post.request, error));
    }
  };
  const isStream = response.headers['content-type']?.startsWith('text/event-stream') ?? false;
  const isJson = response.headers['content-type']?.startsWith('application/json') ?? false;
  const readEvents = isStream ? eventStreamReader(tell) : undefined;
  let text = '';
  let bytes = 0;
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    bytes += chunk.length;
    if (bytes > post.maxBytes) reject(tooLarge(post.request, post.maxBytes));
    else if (readEvents) readEvents(chunk);
    else text += chunk;
  });
  response.on('end', () => {
    if (isJson && text !== '') tell(text);
    resolve();
  });
  response.on('error', (error) => reject(noAnswer(post.request, error)));
  return promise;
}
