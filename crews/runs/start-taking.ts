import type { Logger } from '#telemetry/logger.ts';
import type { Run } from './run.ts';
import type { RunStore } from './run-store.ts';

export interface Taking {
  /** Something may be due now. */
  look(): void;
  stop(): void;
}

/** Takes runs that are due, as many as there is room for: when told to look, and every `pollMs`. */
export function startTaking(options: {
  store: Pick<RunStore, 'take'>;
  owner: string;
  room(): number;
  launch(run: Run): void;
  logger: Logger;
  pollMs: number;
}): Taking {
  const { store, owner, room, launch, logger, pollMs } = options;
  let looking = false;
  let again = false;
  let failing = false;

  async function look(): Promise<void> {
    again = true;
    if (looking) return;
    looking = true;
    try {
      while (again && room() > 0) {
        again = false;
        for (const run of await store.take(owner, room())) launch(run);
        failing = false;
      }
    } catch (error) {
      // Said once an outage; the next look tries again.
      if (!failing) logger.warn({ err: error }, 'runs that are due could not be taken');
      failing = true;
    } finally {
      looking = false;
    }
  }

  const timer = setInterval(look, pollMs);
  timer.unref();
  return {
    look: () => void look(),
    stop() {
      clearInterval(timer);
      again = false;
    },
  };
}
