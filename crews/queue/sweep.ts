import type { JobScheduler } from './job-scheduler.ts';
import type { QueueSettings } from './queue-settings.ts';
import type { TurnStore } from './turn-store.ts';

const sweptAtOnce = 100;

/**
 * Finds, again and again, the conversations that have waited for so long that they may lack a job: a process
 * ended between storing their message and adding the job. Waking one that has its job changes nothing.
 *
 * @returns what ends it.
 */
export function startSweep(options: {
  store: TurnStore;
  scheduler: Pick<JobScheduler, 'wake'>;
  settings: QueueSettings;
  sweepMs: number;
}): () => void {
  const { store, scheduler, settings, sweepMs } = options;
  // At once: a process that is ended again and again would not come to it later.
  let timer = setTimeout(sweep, 0);
  let stopped = false;

  async function sweep(): Promise<void> {
    try {
      const waiting = await store.unanswered(settings.longestDebounceMs, sweptAtOnce);
      for (const conversationKey of waiting) await scheduler.wake(conversationKey, 0);
    } catch (error) {
      settings.logger.warn({ err: error }, 'sweep of the turn queue failed; the next one follows');
    }
    // Counted from the end, so that an outage does not pile up sweeps.
    if (!stopped) timer = setTimeout(sweep, sweepMs);
  }

  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
