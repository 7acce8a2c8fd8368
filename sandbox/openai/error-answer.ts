import type { ErrorRequestHandler, Response } from 'express';
import { AccessError, InputError, LimitError, NotFoundError, ProjectError } from '#errors/errors.ts';

/** Formats every error as OpenAI does: `{error: {message, type, param, code}}`. */
export const answerError: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) return next(error);
  const { status, type } = kindOf(error);
  if (error instanceof LimitError && error.retryable) response.set('retry-after', '1');
  sendError(response, status, { message: messageOf(error), type, code: codeOf(error) });
};

function sendError(
  response: Response,
  status: number,
  error: { message: string; type: string; code: string | null },
): void {
  response.status(status).json({ error: { ...error, param: null } });
}

function kindOf(error: unknown): { status: number; type: string } {
  if (error instanceof LimitError)
    return { status: 429, type: error.retryable ? 'requests' : 'insufficient_quota' };
  if (error instanceof AccessError) return { status: 401, type: 'invalid_request_error' };
  if (error instanceof NotFoundError) return { status: 404, type: 'invalid_request_error' };
  if (error instanceof InputError || isParseError(error))
    return { status: isTooLarge(error) ? 413 : 400, type: 'invalid_request_error' };
  return { status: 500, type: 'server_error' };
}

function messageOf(error: unknown): string {
  if (error instanceof ProjectError) return error.message;
  if (isTooLarge(error)) return 'The request body is too large.';
  if (isParseError(error))
    return 'We could not parse the JSON body of your request. (HINT: This likely means you aren’t using your HTTP library correctly.)';
  return 'The server had an error while processing your request. Sorry about that!';
}

function codeOf(error: unknown): string | null {
  const ownCode = error instanceof ProjectError && error.code !== 'invalid_input';
  return ownCode ? error.code : null;
}

/** Errors of express's body parser carry a `type`. */
function isParseError(error: unknown): boolean {
  return typeOf(error)?.startsWith('entity.') === true;
}

function isTooLarge(error: unknown): boolean {
  return typeOf(error) === 'entity.too.large';
}

function typeOf(error: unknown): string | undefined {
  return error instanceof Error && 'type' in error && typeof error.type === 'string' ? error.type : undefined;
}
