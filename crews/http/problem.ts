import type { ErrorRequestHandler, RequestHandler } from 'express';
import { describeError, type ErrorDescription } from '#errors/describe-error.ts';
import { NotFoundError } from '#errors/errors.ts';
import { isUnreadableRequest } from '#service/unreadable-request.ts';
import type { Logger } from '#telemetry/logger.ts';
import { problemOf } from './problem-of.ts';

/** For addresses that nothing answers at. */
export const nothingHere: RequestHandler = (request) => {
  throw new NotFoundError(`There is nothing at ${request.method} ${request.path}.`, {
    fix: 'GET /openapi.json tells what there is.',
  });
};

/** Every error of crews' HTTP edge as problem details (RFC 9457). */
export function answerProblem(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const problem = problemOf(bodyError(error) ?? describeError(error));
    const { status, code } = problem;
    if (status >= 500) logger.error({ err: error, code }, 'request failed');
    if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    response.status(status).type('application/problem+json').send(JSON.stringify(problem));
  };
}

/** The body parser's own errors: `entity.too.large`, `entity.parse.failed`, … */
function bodyError(error: unknown): ErrorDescription | undefined {
  const type = (error as { type?: unknown } | undefined)?.type;
  if (!isUnreadableRequest(error)) return undefined;
  const wrong = (code: string, message: string) => ({ code, message, retryable: false });
  if (type === 'entity.too.large') return wrong('too_large', 'The body is too large.');
  if (type === 'entity.parse.failed') return wrong('parse_error', 'The body is not JSON.');
  return wrong('bad_request', 'The request cannot be read.');
}
