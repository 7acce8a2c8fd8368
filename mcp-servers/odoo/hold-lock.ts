import type { Lock } from '#adapters/redis/lock.ts';

/** How long the key of a crashed process stays taken; while work runs it is renewed. */
const ttlMs = 30_000;

/**
 * Does work while nobody else holds `key`.
 *
 * @param work is given a signal that ends with the caller's or when the key is lost: what has not been sent to
 *   Odoo by then is not sent.
 * @throws ConflictError (`locked`) when the key stays taken; UpstreamError when Redis does not answer.
 */
export function holdLock<Result>(
  lock: Lock,
  key: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  return lock.withLock(key, ttlMs, async (lost) => {
    signal.throwIfAborted();
    return work(AbortSignal.any([signal, lost]));
  });
}
