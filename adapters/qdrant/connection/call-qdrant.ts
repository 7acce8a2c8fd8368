import { z } from 'zod';
import { NotFoundError, UpstreamError } from '#errors/errors.ts';
import { askUpstream } from '#telemetry/ask-upstream.ts';
import { traceCarrier } from '#telemetry/tracing/propagation.ts';

/** Sends one request of the generated client, whose answers are `{data: {result}}`. */
export type Send<Result> = (
  init: Pick<RequestInit, 'signal' | 'redirect' | 'headers'>,
) => Promise<{ data: { result?: Result } }>;

const offerHuman =
  'Tell the customer that the search does not work right now and offer to hand over to a human; ' +
  'do not guess products or rules.';

/**
 * Sends a request within a deadline and gives its result, or an error in this project's own words: the
 * client's text can hold the request.
 */
export function callQdrant<Result>(operation: string, send: Send<Result>, limits: Limits): Promise<Result> {
  const attributes = { 'db.system.name': 'qdrant', 'db.operation.name': operation };
  return askUpstream(
    { upstream: 'qdrant', operation },
    () => ({ name: `qdrant ${operation}`, attributes }),
    () => resultOf(operation, send, limits),
  );
}

interface Limits {
  signal: AbortSignal;
  timeoutMs: number;
}

async function resultOf<Result>(
  operation: string,
  send: Send<Result>,
  { signal, timeoutMs }: Limits,
): Promise<Result> {
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    const { data } = await send({
      signal: AbortSignal.any([signal, deadline]),
      redirect: 'manual', // another place would get the key
      headers: traceCarrier(),
    });
    if (data?.result !== undefined && data.result !== null) return data.result;
  } catch (error) {
    signal.throwIfAborted();
    throw deadline.aborted ? timeoutError(operation, timeoutMs, error) : translate(operation, error);
  }
  throw unreadable(operation);
}

function timeoutError(operation: string, timeoutMs: number, cause: unknown): UpstreamError {
  return new UpstreamError(`Qdrant did not answer within ${timeoutMs / 1_000} s (${operation}).`, {
    code: 'qdrant_timeout',
    fix: offerHuman,
    cause,
  });
}

function translate(operation: string, cause: unknown): Error {
  const status = statusOf(cause);
  if (status === undefined) {
    return new UpstreamError(`Qdrant cannot be reached (${operation}).`, {
      code: 'qdrant_unreachable',
      fix: offerHuman,
      cause,
    });
  }
  if (status === 404) {
    return isFromQdrant(cause)
      ? new NotFoundError(`Qdrant has no such collection (${operation}).`, { cause })
      : unreadable(operation, cause);
  }
  if (status === 401 || status === 403) {
    return new UpstreamError(`Qdrant refused the API key (${operation}).`, {
      code: 'qdrant_access_denied',
      retryable: false,
      fix: `${offerHuman} The operator has to check QDRANT_API_KEY.`,
      cause,
    });
  }
  return new UpstreamError(`Qdrant answered ${status} (${operation}).`, {
    code: status === 409 ? 'qdrant_conflict' : 'qdrant_error',
    retryable: status >= 500 || status === 429,
    fix: offerHuman,
    cause,
  });
}

function unreadable(operation: string, cause?: unknown): UpstreamError {
  return new UpstreamError(`Qdrant's answer cannot be read (${operation}).`, {
    code: 'qdrant_unreadable',
    fix: `${offerHuman} The operator has to check that QDRANT_URL is the address of Qdrant.`,
    cause,
  });
}

const refusalSchema = z.object({ data: z.object({ status: z.object({ error: z.string() }) }) });

/** Any web server has a 404; taking it for Qdrant's would make a wrong address look like an empty catalogue. */
function isFromQdrant(error: unknown): boolean {
  return refusalSchema.safeParse(error).success;
}

/** The client's errors carry the status; its own class for 429 does so by its name alone. */
function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'QdrantClientResourceExhaustedError') return 429;
  return 'status' in error && typeof error.status === 'number' ? error.status : undefined;
}
