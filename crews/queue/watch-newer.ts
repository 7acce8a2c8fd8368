import { ConflictError } from '#errors/errors.ts';
import type { TurnStore } from './turn-store.ts';

/** Whether a running turn may still begin anew with what the customer has written meanwhile. */
export interface RestartWatch {
  /** Aborts when the turn is to begin anew. */
  signal: AbortSignal;
  /** The turn's first effect follows: it goes on to its end now. @throws ConflictError when it is too late for that. */
  commit(): void;
  stop(): void;
}

const pollMs = 250;
/** A customer who writes on and on is answered at last. */
const longestMs = 30_000;

/** A turn that never begins anew: what comes meanwhile is for the next one. */
export const noRestart = (): RestartWatch => ({
  signal: new AbortController().signal,
  commit: () => undefined,
  stop: () => undefined,
});

/** Looks for messages that have come since the turn began. */
export function watchForNewer(store: Pick<TurnStore, 'newer'>, conversationKey: string): RestartWatch {
  const controller = new AbortController();
  let timer = setTimeout(look, pollMs);
  let stopped = false;

  async function look(): Promise<void> {
    // A look that fails is only one that saw nothing: the next one follows.
    const { newer, oldestMs } = await store
      .newer(conversationKey)
      .catch(() => ({ newer: false, oldestMs: 0 }));
    if (stopped) return;
    if (newer && oldestMs < longestMs) controller.abort(restarted());
    else timer = setTimeout(look, pollMs);
  }
  function stop(): void {
    stopped = true;
    clearTimeout(timer);
  }
  return {
    signal: controller.signal,
    commit() {
      controller.signal.throwIfAborted();
      stop();
    },
    stop,
  };
}

function restarted(): ConflictError {
  return new ConflictError('The turn begins anew with what the customer has written meanwhile.', {
    code: 'turn_restarted',
    retryable: true,
  });
}
