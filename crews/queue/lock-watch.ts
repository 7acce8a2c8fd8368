import { ConflictError } from '#errors/errors.ts';

/** Knows from the renewals of a lock, or their absence, whether its holder still has it. */
export interface LockWatch {
  /** Aborts when the lock is lost, or may be. */
  signal: AbortSignal;
  renewed(): void;
  lost(): void;
  stop(): void;
}

/**
 * @param lockMs the lock's lifetime. Without a renewal in that time the lock counts as lost: whoever cannot reach
 *   Redis cannot know that it still has it.
 */
export function watchLock(lockMs: number): LockWatch {
  const controller = new AbortController();
  const lost = () =>
    controller.abort(
      new ConflictError('Another worker may have taken over this turn.', { code: 'turn_lost' }),
    );
  let timer = setTimeout(lost, lockMs);
  return {
    signal: controller.signal,
    renewed() {
      clearTimeout(timer);
      timer = setTimeout(lost, lockMs);
    },
    lost,
    stop: () => clearTimeout(timer),
  };
}
