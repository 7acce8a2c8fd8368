import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { ConflictError } from '#errors/errors.ts';
import { defaultPatienceMs, type Lock, lockedError } from './lock.ts';
import { luaScript } from './lua-script.ts';

/** Also true for the holder itself, whose first try may have succeeded although its answer got lost. */
const take = luaScript(`
  if redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2], 'NX') then return 1 end
  return redis.call('GET', KEYS[1]) == ARGV[1] and 1 or 0
`);
const renew = luaScript(`
  if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
  return redis.call('PEXPIRE', KEYS[1], ARGV[2])
`);
const release = luaScript(`
  if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
`);

/**
 * A lock among all processes on one Redis. It is no proof against a process that sleeps through `ttlMs` and
 * goes on without looking at its signal: what must not happen twice needs an idempotency key as well.
 *
 * @param options.prefix of the keys, for example `{crews}:lock:`.
 * @throws (withLock) UpstreamError when Redis does not answer while the key is being taken.
 */
export function createRedisLock(redis: Redis, options: { prefix: string; patienceMs?: number }): Lock {
  const { prefix, patienceMs = defaultPatienceMs } = options;

  return {
    async withLock(key, ttlMs, work) {
      const owned: OwnedKey = { redis, name: prefix + key, token: randomUUID(), ttlMs };
      await waitFor(owned, patienceMs);
      const lost = new AbortController();
      const renewal = keepRenewing(owned, lost);
      try {
        return await work(lost.signal);
      } finally {
        renewal.stop();
        // A key that cannot be given back now is free after ttlMs; the work's own outcome matters more.
        await release(redis, [owned.name], [owned.token]).catch(() => undefined);
      }
    },
  };
}

interface OwnedKey {
  redis: Redis;
  name: string;
  token: string;
  ttlMs: number;
}

async function waitFor({ redis, name, token, ttlMs }: OwnedKey, patienceMs: number): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while ((await take(redis, [name], [token, ttlMs])) !== 1) {
    const pause = 20 + Math.random() * 40;
    if (performance.now() + pause > deadline) throw lockedError();
    await sleep(pause);
  }
}

/** Renews three times per lifetime; the key counts as lost when a lifetime passes without success. */
function keepRenewing(owned: OwnedKey, lost: AbortController): { stop(): void } {
  let stopped = false;
  const lose = () => lost.abort(new ConflictError('The lock was lost.', { code: 'lock_lost' }));
  let expiry = setTimeout(lose, owned.ttlMs);

  const renewal = setInterval(async () => {
    const askedAt = performance.now();
    // Redis may be back before the lifetime is over: until then only the next renewal knows.
    const kept = await renew(owned.redis, [owned.name], [owned.token, owned.ttlMs]).catch(() => undefined);
    if (stopped || kept === undefined) return;
    clearTimeout(expiry);
    if (kept === 1) expiry = setTimeout(lose, askedAt + owned.ttlMs - performance.now());
    else lose();
  }, owned.ttlMs / 3);

  return {
    stop() {
      stopped = true;
      clearInterval(renewal);
      clearTimeout(expiry);
    },
  };
}
