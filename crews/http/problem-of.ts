import type { ErrorDescription } from '#errors/describe-error.ts';
import type { Problem } from './schemas/problem-schema.ts';

const statusByCode: Record<string, number> = {
  invalid_input: 400,
  invalid_webhook: 400,
  parse_error: 400,
  bad_request: 400,
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
  not_acceptable: 406,
  conflict: 409,
  thread_busy: 409,
  other_graph: 409,
  thread_of_bot: 409,
  not_waiting: 409,
  already_decided: 409,
  run_cancelled: 409,
  too_large: 413,
  key_reused: 422,
  limit_reached: 429,
  not_stored: 500,
  upstream_error: 502,
  server_unavailable: 502,
  timeout: 504,
  run_timeout: 504,
};

/** An error as problem details (RFC 9457): what went wrong is the title, what to do about it the detail. */
export function problemOf({ code, message, fix, retryable }: ErrorDescription): Problem {
  return {
    type: `urn:mcp-first:problem:${code}`,
    title: message,
    status: statusByCode[code] ?? (retryable ? 503 : 500),
    code,
    ...(fix ? { detail: fix } : {}),
    retryable,
  };
}
