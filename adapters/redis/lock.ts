import { ConflictError } from '#errors/errors.ts';

/** Keeps work on one thing to one place at a time. */
export interface Lock {
  /**
   * Waits for the key, does the work, gives the key back. While the work runs the key is renewed; after a crash
   * it is free again within `ttlMs`.
   *
   * @param work is given a signal that aborts when the key was lost (Redis was away for longer than `ttlMs`):
   *   from then on somebody else may hold it.
   * @throws ConflictError (retryable, `locked`) when the key stays taken for the lock's whole patience.
   */
  withLock<T>(key: string, ttlMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

/** How long a lock waits for a taken key, unless told otherwise. */
export const defaultPatienceMs = 10_000;

export function lockedError(): ConflictError {
  return new ConflictError('Somebody else is working on this.', {
    code: 'locked',
    retryable: true,
    fix: 'Try again in a moment.',
  });
}
