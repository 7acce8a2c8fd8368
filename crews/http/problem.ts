import type { ErrorRequestHandler, RequestHandler } from 'express';
import { describeError } from '#errors/describe-error.ts';
import { NotFoundError } from '#errors/errors.ts';
import type { Logger } from '#telemetry/logger.ts';

const statusByCode: Record<string, number> = {
  invalid_input: 400,
  invalid_webhook: 400,
  missing_token: 401,
  invalid_token: 401,
  signature_missing: 401,
  signature_malformed: 401,
  signature_stale: 401,
  signature_wrong: 401,
  access_denied: 403,
  insufficient_scope: 403,
  foreign_host: 403,
  foreign_origin: 403,
  not_found: 404,
  conflict: 409,
  limit_reached: 429,
  not_stored: 500,
  upstream_error: 502,
  server_unavailable: 502,
  timeout: 504,
};

/** For addresses that nothing answers at. */
export const nothingHere: RequestHandler = (request) => {
  throw new NotFoundError(`There is nothing at ${request.method} ${request.path}.`);
};

/** Every error of crews' HTTP edge as problem details (RFC 9457). */
export function answerProblem(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const { status, code, message, fix } = problemOf(error);
    if (status >= 500) logger.error({ err: error, code }, 'request failed');
    if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    response
      .status(status)
      .type('application/problem+json')
      .send(
        JSON.stringify({
          type: 'about:blank',
          title: message,
          status,
          code,
          ...(fix ? { detail: fix } : {}),
        }),
      );
  };
}

function problemOf(error: unknown): {
  status: number;
  code: string;
  message: string;
  fix?: string | undefined;
} {
  // The body parser's own errors: `entity.too.large`, `entity.parse.failed`, …
  const type = (error as { type?: unknown }).type;
  if (type === 'entity.too.large')
    return { status: 413, code: 'too_large', message: 'The body is too large.' };
  if (type === 'entity.parse.failed')
    return { status: 400, code: 'parse_error', message: 'The body is not JSON.' };
  if (typeof type === 'string')
    return { status: 400, code: 'bad_request', message: 'The body cannot be read.' };
  const { code, message, fix, retryable } = describeError(error);
  return { status: statusByCode[code] ?? (retryable ? 503 : 500), code, message, fix };
}
