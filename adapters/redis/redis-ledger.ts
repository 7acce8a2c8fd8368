import type { Redis } from 'ioredis';
import { type Ledger, ledgerTtlMs } from './ledger.ts';
import { translateRedisError } from './translate-error.ts';

/**
 * A ledger that all processes on one Redis share.
 *
 * @param options.prefix of the keys, for example `{mcp-odoo}:main:done:`.
 * @throws (all operations) UpstreamError when Redis does not answer.
 */
export function createRedisLedger(redis: Redis, options: { prefix: string; ttlMs?: number }): Ledger {
  const { prefix, ttlMs = ledgerTtlMs } = options;
  return {
    async read(key) {
      return (await translated(redis.get(prefix + key))) ?? undefined;
    },
    async note(key, entry) {
      await translated(redis.set(prefix + key, entry, 'PX', ttlMs));
    },
    async forget(key) {
      await translated(redis.del(prefix + key));
    },
  };
}

function translated<Result>(command: Promise<Result>): Promise<Result> {
  return command.catch((error: unknown) => {
    throw translateRedisError(error);
  });
}
