import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for the promise, but no longer than this; whether it had ended by then. */
export async function atMost(milliseconds: number, promise: Promise<unknown>): Promise<boolean> {
  const waiting = new AbortController();
  try {
    return await Promise.race([
      promise.then(() => true),
      sleep(milliseconds, false, { signal: waiting.signal }),
    ]);
  } finally {
    waiting.abort();
  }
}
