import { hash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { LimitError } from '#errors/errors.ts';
import type { Principal } from '#identity/principal.ts';

/** Counts calls by caller and tool. */
export interface RateLimit {
  /** @throws LimitError (`rate_limited`) that says when to try again. */
  take(principal: Principal, tool: string): Promise<void>;
}

const windowSeconds = 60;

/**
 * The limit over all replicas in Redis; in the memory of this process without Redis, and while Redis is away, so
 * that a failing Redis neither stops the calls nor lifts the limit.
 */
export function rateLimit(perMinute: number, redis?: Redis): RateLimit {
  const common = { points: perMinute, duration: windowSeconds, keyPrefix: 'mcp-first:calls' };
  const memory = new RateLimiterMemory(common);
  const limiter = redis
    ? new RateLimiterRedis({
        ...common,
        storeClient: redis,
        insuranceLimiter: memory,
        rejectIfRedisNotReady: true,
        // Who is over the limit is refused without asking Redis each time.
        inMemoryBlockOnConsumed: perMinute + 1,
      })
    : memory;

  return {
    async take(principal, tool) {
      try {
        await limiter.consume(`${callerKey(principal)}:${tool}`);
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
        throw new LimitError(`${tool} may be called ${perMinute} times a minute.`, {
          code: 'rate_limited',
          fix: `Try again in ${seconds} s.`,
        });
      }
    },
  };
}

/** A token that is shown again gives the same principal again. */
const callerKeys = new WeakMap<Principal, string>();

/** A crew is counted for each customer by itself: a busy customer does not use up the calls of the others. */
function callerKey(principal: Principal): string {
  const known = callerKeys.get(principal);
  if (known) return known;
  const { tenant, subject, customer, conversation } = principal;
  const caller = JSON.stringify([tenant, subject, customer, conversation]);
  const key = hash('sha256', caller, 'base64url').slice(0, 22);
  callerKeys.set(principal, key);
  return key;
}
