import { setTimeout as sleep } from 'node:timers/promises';
import type { RunStore } from './run-store.ts';

/** A notification can be lost with its connection: so it is looked at from time to time anyway. */
const lookEveryMs = 2_000;

/**
 * Gives its turn once at the beginning and after each change of a run or its events, until the signal. What is
 * read in a turn is never older than the change.
 */
export async function* changesOf(
  store: Pick<RunStore, 'watch'>,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<void> {
  let change = Promise.withResolvers<void>();
  const unwatch = await store.watch(id, () => change.resolve());
  try {
    while (!signal.aborted) {
      yield;
      const look = new AbortController();
      const later = sleep(lookEveryMs, undefined, { signal: AbortSignal.any([signal, look.signal]) });
      // Rejects when it is no longer wanted; then the loop decides.
      await Promise.race([change.promise, later.catch(() => undefined)]);
      look.abort();
      change = Promise.withResolvers();
    }
  } finally {
    unwatch();
  }
}
