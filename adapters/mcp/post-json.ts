import type { Dispatcher } from 'undici';
import { answerReader } from './answer-reader.ts';
import { type FailedRequest, noAnswer, tookTooLong, wasNotSent } from './link-errors.ts';

export interface JsonPost {
  /** Keeps the connections to the server. */
  connections: Dispatcher;
  path: string;
  headers: Record<string, string>;
  body: string;
  /** Names the request in errors. */
  request: FailedRequest;
  signal?: AbortSignal | undefined;
  timeoutMs: number;
  /** A longer answer is given up. */
  maxBytes: number;
  /** Told of each message of the answer: one of JSON, any number of a stream of events. */
  onMessage(message: unknown): void;
}

export interface JsonPostAnswer {
  status: number;
  /** The first value of each header. */
  header(name: string): string | undefined;
}

/**
 * One POST of JSON over kept connections, answered by JSON or by a stream of events: what Streamable HTTP asks
 * for. undici's bare dispatch costs half of what Node's own client costs, and that costs less than `fetch`.
 * Redirects are not followed, and nothing is sent twice.
 *
 * @throws UpstreamError, OutcomeUnknownError, LimitError; an AbortError where the signal ended it.
 */
export function postJson(post: JsonPost): Promise<JsonPostAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<JsonPostAnswer>();
  const { signal } = post;
  if (signal?.aborted) return Promise.reject(abortError(signal));

  let sending: Dispatcher.DispatchController | undefined;
  let failure: Error | undefined;
  const fail = (error: Error) => {
    failure ??= error;
    stopWaiting();
    reject(failure);
    sending?.abort(failure);
  };
  const abort = () => fail(abortError(signal));
  const timer = setTimeout(() => fail(tookTooLong(post.request, post.timeoutMs)), post.timeoutMs);
  signal?.addEventListener('abort', abort, { once: true });
  const stopWaiting = () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  };

  let answer: JsonPostAnswer = { status: 0, header: () => undefined };
  const reader = answerReader(post, fail);
  const { connections, path, headers, body } = post;
  connections.dispatch(
    { path, method: 'POST', headers, body },
    {
      onRequestStart(controller) {
        sending = controller;
        if (failure) controller.abort(failure); // it was given up before it had a connection
      },
      onResponseStart(_controller, status, answerHeaders) {
        answer = { status, header: (name) => firstOf(answerHeaders[name]) };
        reader.start(answer.header('content-type') ?? '');
      },
      onResponseData: (_controller, chunk) => reader.take(chunk),
      onResponseEnd() {
        reader.end();
        stopWaiting();
        resolve(answer);
      },
      onResponseError: (_controller, error) => fail(noAnswer(post.request, error, !wasNotSent(error))),
    },
  );
  return promise;
}

function firstOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function abortError(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new DOMException('The caller went away.', 'AbortError');
}
