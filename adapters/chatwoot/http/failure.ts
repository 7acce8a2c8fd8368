import {
  AccessError,
  InputError,
  LimitError,
  NotFoundError,
  OutcomeUnknownError,
  UpstreamError,
} from '#errors/errors.ts';
import type { ChatwootRequest } from './request.ts';

interface Details {
  code?: string;
  cause?: unknown;
  fix?: string;
}

/** A request that certainly changed nothing. */
export function notDone(request: ChatwootRequest, problem: string, details: Details = {}): UpstreamError {
  return new UpstreamError(`Chatwoot ${problem} (${request.operation}).`, details);
}

/**
 * A request whose answer is missing or unusable. A read changed nothing; a write may have been done, and is
 * called retryable only where doing it twice is the same as once.
 */
export function notAnswered(
  request: ChatwootRequest,
  problem: string,
  details: Details = {},
): UpstreamError | OutcomeUnknownError {
  if (request.effect === 'read') return notDone(request, problem, details);
  const isRepeatable = request.effect === 'repeatable';
  return new OutcomeUnknownError(
    `Chatwoot ${problem} (${request.operation}); whether it was done is not known.`,
    {
      ...details,
      retryable: isRepeatable,
      fix: isRepeatable
        ? 'Repeat the call: doing it twice is the same as once.'
        : 'Repeat the call with the same delivery key: what was sent is then recognised.',
    },
  );
}

/** A request for which there is only a bot's token, which does not serve. */
export function keptFromBots(
  { operation, access }: ChatwootRequest,
  version: string | undefined,
): AccessError {
  const since = /^\d/.test(access) ? ` before ${access}` : '';
  const present = version ? `; this is ${version}` : '';
  return new AccessError(`Chatwoot${since} does not let a bot do this (${operation})${present}.`, {
    code: 'user_token_needed',
    fix: 'The operator should set CHATWOOT_API_KEY, the access token of a Chatwoot user.',
  });
}

/** The error of an answer that is no success. */
export function refused(request: ChatwootRequest, status: number, body: string): Error {
  const { operation, subject } = request;
  switch (status) {
    case 401:
      return new AccessError(`Chatwoot does not accept the access token for this (${operation}).`, {
        code: 'chatwoot_token_refused',
        fix: 'The operator should check CHATWOOT_BOT_TOKEN and CHATWOOT_API_KEY.',
      });
    case 403:
      return new AccessError(`Chatwoot does not allow this (${operation} of ${subject}).`);
    case 404:
      return new NotFoundError(`Chatwoot has no ${subject}.`, { fix: 'Check the number.' });
    case 413:
    case 422:
    case 400:
      return new InputError(`Chatwoot refused ${operation}: ${reasonIn(body) || `status ${status}`}.`);
    case 429:
      return new LimitError('Chatwoot has had too many requests.', { fix: 'Wait a minute, then try again.' });
    case 503: // by a proxy that found no Chatwoot behind it
      return notDone(request, 'is not available', { code: 'chatwoot_unavailable' });
    default:
      return status >= 500
        ? notAnswered(request, `failed with status ${status}`, { code: 'chatwoot_failed' })
        : notDone(request, `answered with status ${status}`, {
            code: 'chatwoot_unexpected',
            fix: 'The operator should check CHATWOOT_URL.',
          });
  }
}

/** What Chatwoot says in one of its error forms; nothing of any other text. */
function reasonIn(body: string): string {
  try {
    const { error, message } = JSON.parse(body) as Record<string, unknown>;
    const reason = typeof error === 'string' ? error : message;
    if (typeof reason !== 'string') return '';
    return reason
      .replace(/\p{Cc}/gu, ' ')
      .replace(/\.$/, '')
      .slice(0, 200);
  } catch {
    return ''; // HTML of a proxy: nothing in it helps the reader
  }
}
