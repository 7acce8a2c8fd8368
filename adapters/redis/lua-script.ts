import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { translateRedisError } from './translate-error.ts';

/** Runs a script in one step on Redis; the keys are `KEYS`, the values `ARGV`. */
export type LuaScript = (redis: Redis, keys: string[], values: (string | number)[]) => Promise<unknown>;

/**
 * A script that travels by its hash, and in full only to a Redis that does not know it yet.
 *
 * @throws (the script) UpstreamError when Redis does not answer, or the script fails.
 */
export function luaScript(source: string): LuaScript {
  const hash = createHash('sha1').update(source).digest('hex');
  return async (redis, keys, values) => {
    try {
      return await redis.evalsha(hash, keys.length, ...keys, ...values).catch((error: Error) => {
        if (!error.message.startsWith('NOSCRIPT')) throw error;
        return redis.eval(source, keys.length, ...keys, ...values);
      });
    } catch (error) {
      throw translateRedisError(error);
    }
  };
}
