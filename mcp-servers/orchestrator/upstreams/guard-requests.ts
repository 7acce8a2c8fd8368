import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  retry,
  wrap,
} from 'cockatiel';
import type { LinkRequest } from '#adapters/mcp/link.ts';
import { ProjectError, UpstreamError } from '#errors/errors.ts';
import type { WatchedUpstream } from './watch-upstream.ts';

/**
 * Sends a request to an upstream.
 *
 * @param repeatable whether a request whose answer was lost may be sent once more.
 */
export type Send = (request: LinkRequest, repeatable: boolean) => Promise<Record<string, unknown>>;

const failuresThatOpen = 5;
const halfOpenAfterMs = 1_000;
const outages = new Set(['server_unavailable', 'timeout', 'outcome_unknown']);

const isOutage = (error: unknown) => error instanceof ProjectError && outages.has(error.code);

/** A time-out is not worth repeating: it has used up the caller's patience. */
const isLostAnswer = (error: unknown) =>
  error instanceof ProjectError &&
  (error.code === 'server_unavailable' || (error.code === 'outcome_unknown' && error.cause !== undefined));

/**
 * Spares an upstream that is down: after five failures in a row requests are refused at once, until the upstream
 * was seen again or a single request got through. What may be repeated is, twice at most.
 */
export function guardRequests(upstream: WatchedUpstream): Send {
  const again = retry(handleWhen(isLostAnswer), {
    maxAttempts: 2,
    backoff: new ExponentialBackoff({ initialDelay: 50, maxDelay: 200 }),
  });
  const newBreaker = () => {
    const breaker = circuitBreaker(handleWhen(isOutage), {
      halfOpenAfter: halfOpenAfterMs,
      breaker: new ConsecutiveBreaker(failuresThatOpen),
    });
    breaker.onBreak(() => void upstream.refresh());
    return { once: breaker, repeated: wrap(again, breaker) };
  };
  let policies = newBreaker();
  upstream.onChange(() => {
    if (upstream.state() === 'ok') policies = newBreaker();
  });

  return async (request, repeatable) => {
    const policy = repeatable ? policies.repeated : policies.once;
    try {
      return await policy.execute(() => upstream.link.request(request), request.signal);
    } catch (error) {
      throw error instanceof BrokenCircuitError ? unavailable(upstream) : error;
    }
  };
}

/** What is told of an upstream that is known to be away. */
export function unavailable({ settings }: Pick<WatchedUpstream, 'settings'>): UpstreamError {
  return new UpstreamError(`${settings.name} cannot be reached at present.`, {
    code: 'server_unavailable',
    fix: 'Try again in a moment; if it stays so, offer the customer a human.',
  });
}
