import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { z } from 'zod';
import { ConflictError, InputError, LimitError, NotFoundError, ProjectError } from '#errors/errors.ts';

interface Call<Body> {
  body: Body;
  /** A part of the path, decoded. */
  path(name: string): string;
}

/** A route whose answer is Qdrant's envelope: `{result, status: "ok", time}`. */
export function answer<Body>(schema: z.ZodType<Body>, handle: (call: Call<Body>) => unknown): RequestHandler {
  return (request, response) => {
    const started = performance.now();
    const body = parseBody(schema, request.body);
    const result = handle({ body, path: (name) => String(request.params[name]) });
    response.json({ result, status: 'ok', time: (performance.now() - started) / 1_000 });
  };
}

/** Every error in Qdrant's form: `{status: {error}, time}`. */
export const answerError: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) return next(error);
  const message = error instanceof ProjectError ? error.message : bodyErrorMessage(error);
  response.status(statusOf(error)).json({ status: { error: message }, time: 0 });
};

function parseBody<Body>(schema: z.ZodType<Body>, body: unknown): Body {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = issue?.path.join('.') ?? '';
  if (issue?.code === 'too_small' && issue.minimum === 1) {
    throw new InputError(
      `Validation error in JSON body: [${path}: value ${issue.input} invalid, must be 1 or larger]`,
      { code: 'unprocessable' },
    );
  }
  throw new InputError(`Format error in JSON body: ${path}: ${issue?.message ?? 'unreadable'}`);
}

function statusOf(error: unknown): number {
  if (error instanceof NotFoundError) return 404;
  if (error instanceof ConflictError) return 409;
  if (error instanceof LimitError) return 507;
  if (error instanceof InputError) return error.code === 'unprocessable' ? 422 : 400;
  return bodyErrorType(error) === undefined ? 500 : 400;
}

function bodyErrorMessage(error: unknown): string {
  const type = bodyErrorType(error);
  if (type === undefined) return 'Service internal error: a defect of the stand-in';
  if (type === 'entity.too.large') return 'JSON payload is larger than allowed (limit: 33554432 bytes).';
  return 'Format error in JSON body: the body is not JSON';
}

/** Errors of express's body parser carry a `type`. */
function bodyErrorType(error: unknown): string | undefined {
  return error instanceof Error && 'type' in error && typeof error.type === 'string' ? error.type : undefined;
}
