import type { ErrorRequestHandler } from 'express';
import { AccessError, InputError, NotFoundError } from '#errors/errors.ts';
import { recordInvalidCode } from './record-invalid.ts';

/** The forms in which Chatwoot tells of an error. */
export const answerError: ErrorRequestHandler = (error, _request, response, _next) => {
  const { status, body } = errorAnswer(error);
  response.status(status).json(body);
};

function errorAnswer(error: unknown): { status: number; body: object } {
  if (error instanceof AccessError) {
    const isUnnamed = error.message.startsWith('You need to sign in');
    return { status: 401, body: isUnnamed ? { errors: [error.message] } : { error: error.message } };
  }
  if (error instanceof NotFoundError) return { status: 404, body: { error: error.message } };
  if (error instanceof InputError) {
    const { message, code, cause } = error;
    const body = code === recordInvalidCode ? { message, attributes: cause } : { error: message };
    return { status: 422, body };
  }
  const type = (error as { type?: unknown }).type; // set by the JSON parser
  if (type === 'entity.too.large') return { status: 413, body: { error: 'Payload Too Large' } };
  if (type === 'entity.parse.failed') return { status: 400, body: { status: 400, error: 'Bad Request' } };
  return { status: 500, body: { status: 500, error: 'Internal Server Error' } };
}
