import { untilAborted } from '#adapters/odoo/until-aborted.ts';
import type { Lock } from './lock.ts';

/** A lock among the calls of this process. */
export function createLocalLock(): Lock {
  /** For each key that is held, the end of the last work in its queue. */
  const queues = new Map<string, Promise<void>>();
  return {
    async hold(key, work, signal) {
      const before = queues.get(key);
      const { promise: ended, resolve: end } = Promise.withResolvers<void>();
      // Whoever gives up waiting must not let the next one overtake those before it.
      const tail = before ? before.then(() => ended) : ended;
      queues.set(key, tail);
      try {
        if (before) await untilAborted(before, signal);
        signal.throwIfAborted();
        return await work();
      } finally {
        end();
        if (queues.get(key) === tail) queues.delete(key);
      }
    },
  };
}
