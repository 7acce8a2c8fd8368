import {
  InputError,
  LimitError,
  OutcomeUnknownError,
  type ProjectError,
  UpstreamError,
} from '#errors/errors.ts';

/** Which request failed, as far as that decides what its failure means. */
export interface FailedRequest {
  server: string;
  writes: boolean;
}

const longestForeignText = 300;

/** No answer came. What was surely not sent was not done either. */
export function noAnswer({ server, writes }: FailedRequest, cause: unknown, sent = true): ProjectError {
  if (writes && sent) {
    return new OutcomeUnknownError(`${server} did not answer; what was asked may have been done.`, {
      fix: 'Look at the present state before doing it again.',
      cause,
    });
  }
  return new UpstreamError(`${server} cannot be reached.`, {
    code: 'server_unavailable',
    fix: 'Try again in a moment; if it stays so, offer the customer a human.',
    cause,
  });
}

export function tookTooLong(request: FailedRequest, milliseconds: number): ProjectError {
  if (request.writes) return noAnswer(request, undefined);
  return new UpstreamError(`${request.server} took longer than ${Math.round(milliseconds / 1_000)} s.`, {
    code: 'timeout',
    fix: 'Ask for less, or try again later.',
  });
}

export function tooLarge({ server, writes }: FailedRequest, bytes: number): ProjectError {
  const fix = writes
    ? 'It was done all the same: do not do it again.'
    : 'Ask for less: fewer records, fewer fields, a narrower search.';
  return new LimitError(`The answer of ${server} is larger than ${bytes} bytes and was dropped.`, {
    code: 'result_too_large',
    retryable: false,
    fix,
  });
}

/** The server answered with an HTTP status instead of a result. */
export function refusedStatus(request: FailedRequest, status: number, retryAfter?: string): ProjectError {
  const { server } = request;
  if (status === 401 || status === 403) {
    return new UpstreamError(`${server} does not accept the credentials of the gateway.`, {
      code: 'upstream_refused',
      retryable: false,
      fix: 'An operator must check the credentials of this upstream.',
    });
  }
  if (status === 429) {
    return new LimitError(`${server} takes no more requests at present.`, {
      code: 'rate_limited',
      fix: retryAfter ? `Try again in ${retryAfter} s.` : 'Try again in a minute.',
    });
  }
  if (status >= 500) return noAnswer(request, new Error(`HTTP status ${status}`));
  return new UpstreamError(`${server} does not take this request (HTTP status ${status}).`, {
    code: 'upstream_refused',
    retryable: false,
  });
}

const invalidParams = new Set([-32_602, -32_002]);

/** The server answered with an error of JSON-RPC: it concerns the request, not the work of a tool. */
export function protocolError(
  { server }: FailedRequest,
  error: { code: number; message: string },
): ProjectError {
  const message = error.message.slice(0, longestForeignText);
  if (invalidParams.has(error.code)) return new InputError(message, { cause: error });
  return new UpstreamError(`${server} failed: ${message}`, { retryable: false, cause: error });
}

const notSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);

/** Whether a failure of the network means that nothing was sent. */
export function wasNotSent(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && notSent.has(code);
}
