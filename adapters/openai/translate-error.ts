import { ContextOverflowError } from '@langchain/core/errors';
import {
  AccessError,
  InputError,
  LimitError,
  NotFoundError,
  ProjectError,
  UpstreamError,
} from '#errors/errors.ts';

/**
 * What a model provider's failure means to this project. The provider's own text stays in `cause`: it can
 * repeat the prompt. A cancelled call stays the `AbortError` that it is.
 */
export function translateModelError(error: unknown): unknown {
  if (error instanceof ProjectError || nameOf(error) === 'AbortError') return error;
  if (ContextOverflowError.isInstance(error))
    return new InputError('The conversation is longer than the model can read.', {
      code: 'context_overflow',
      fix: 'Shorten or summarise the conversation, or choose a model with a larger context.',
      cause: error,
    });
  if (nameOf(error) === 'TimeoutError')
    return new UpstreamError('The model did not answer in time.', { code: 'model_timeout', cause: error });
  const status = propertyOf(error, 'status');
  if (typeof status === 'number') return errorOfStatus(status, propertyOf(error, 'code'), error);
  return new UpstreamError('The model provider cannot be reached, or broke off its answer.', {
    code: 'model_unreachable',
    fix: 'Check OPENAI_BASE_URL and the network; try again in a moment.',
    cause: error,
  });
}

/**
 * @param status of the provider's HTTP answer.
 * @param code the provider's reason, such as `insufficient_quota`; shown in messages.
 */
export function errorOfStatus(status: number, code: unknown, cause: unknown): ProjectError {
  const reason =
    typeof code === 'string' && /^[a-z0-9_]{1,60}$/.test(code) ? `${status}, ${code}` : `${status}`;
  if (status === 401 || status === 403)
    return new AccessError(`The model provider refused the key (${reason}).`, {
      code: 'model_key_refused',
      fix: 'Check OPENAI_API_KEY and what it is allowed to use.',
      cause,
    });
  if (status === 404)
    return new NotFoundError(`The model provider does not have this model (${reason}).`, {
      code: 'model_not_found',
      fix: 'Check OPENAI_MODEL, OPENAI_EMBEDDING_MODEL and OPENAI_BASE_URL.',
      cause,
    });
  if (status === 429 && code === 'insufficient_quota')
    return new LimitError('The credit at the model provider is used up.', {
      code: 'model_quota',
      retryable: false,
      fix: 'Check plan and billing at the model provider.',
      cause,
    });
  if (status === 429)
    return new LimitError(`The model provider limits the rate (${reason}).`, {
      code: 'model_rate_limit',
      cause,
    });
  if (status >= 400 && status < 500 && status !== 408 && status !== 409)
    return new InputError(`The model provider refused the request (${reason}).`, {
      code: 'model_refused_request',
      cause,
    });
  return new UpstreamError(`The model provider failed (${reason}).`, { code: 'model_failed', cause });
}

function nameOf(error: unknown): unknown {
  return propertyOf(error, 'name');
}

function propertyOf(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
}
