import { defaultPatienceMs, type Lock, lockedError } from './lock.ts';

/** A lock among the callers of one process; a key cannot be lost, so the signal never aborts. */
export function createMemoryLock(options: { patienceMs?: number } = {}): Lock {
  const { patienceMs = defaultPatienceMs } = options;
  /** What ends when the key is free again. */
  const held = new Map<string, Promise<void>>();

  return {
    async withLock(key, _ttlMs, work) {
      const deadline = performance.now() + patienceMs;
      for (let holder = held.get(key); holder; holder = held.get(key))
        await within(deadline - performance.now(), holder);
      const { promise, resolve } = Promise.withResolvers<void>();
      held.set(key, promise);
      try {
        return await work(new AbortController().signal);
      } finally {
        held.delete(key);
        resolve();
      }
    },
  };
}

async function within(milliseconds: number, promise: Promise<void>): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(lockedError()), milliseconds);
  try {
    await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
