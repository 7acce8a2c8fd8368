import { setTimeout as wait } from 'node:timers/promises';
import { LimitError } from '#errors/errors.ts';

export interface RateLimiter {
  /**
   * Resolves when the next request may be sent; requests pass in the order of their calls.
   *
   * @throws LimitError when that takes longer than five seconds or than the signal; nothing was sent then.
   */
  take(signal: AbortSignal): Promise<void>;
}

const longestWaitMs = 5_000;
/** After a pause, so many seconds' worth of requests may pass at once. */
const burstSeconds = 10;

/** Keeps requests below a rate, so that Chatwoot need not refuse any. */
export function createRateLimiter(perMinute: number): RateLimiter {
  const spacingMs = 60_000 / perMinute;
  const burstMs = burstSeconds * 1_000;
  /** When all requests until now would have been sent, one after the other at the even rate. */
  let sentUntil = 0;

  return {
    async take(signal) {
      const now = performance.now();
      const until = Math.max(sentUntil, now) + spacingMs;
      const waitMs = until - now - burstMs;
      if (waitMs > longestWaitMs) throw tooMany();
      sentUntil = until;
      if (waitMs <= 0) return;
      await wait(waitMs, undefined, { signal }).catch((error) => {
        throw tooMany(error);
      });
    },
  };
}

const tooMany = (cause?: unknown) =>
  new LimitError('Too many requests to Chatwoot are waiting; this one was not sent.', {
    fix: 'Wait a few seconds, then try again.',
    cause,
  });
