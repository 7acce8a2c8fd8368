import { setTimeout as sleep } from 'node:timers/promises';

export interface Patience {
  /** No further attempt begins later than this, in milliseconds; 0 allows one attempt. */
  patienceMs: number;
  /** Whether an attempt has ended in what another one may not meet. */
  mayPass(outcome: PromiseSettledResult<unknown>): boolean;
  /** Ends the pauses between the attempts. */
  signal?: AbortSignal | undefined;
}

const firstPauseMs = 100;
const longestPauseMs = 1_000;

/**
 * Does `work` again, after growing pauses, while its outcome may pass by itself: a server that is being restarted is
 * back within seconds, and whoever waits for it then notices no more than the wait.
 */
export async function patiently<Result>(
  work: () => Promise<Result>,
  { patienceMs, mayPass, signal }: Patience,
): Promise<Result> {
  const deadline = performance.now() + patienceMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const [outcome] = await Promise.allSettled([work()]);
    const isLast = signal?.aborted || performance.now() + pauseMs > deadline;
    if (isLast || !mayPass(outcome)) {
      if (outcome.status === 'fulfilled') return outcome.value;
      throw outcome.reason;
    }
    await sleep(pauseMs, undefined, { signal });
  }
}
