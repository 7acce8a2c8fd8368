import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TurnHandler } from './turn-queue.ts';

/** So many turns go on side by side in any case. */
const always = 2;
/** Over so long it is seen how busy the process is … */
const lookMs = 20;
/** … and it takes on more while it is less busy than that, as a share of the time. */
const mostBusy = 0.8;

/**
 * Lets turns begin one after the other, and beyond a few only while the process has time left. Turns that wait for a
 * model go on in any number; those that compete for the processor would all end late, and Chatwoot, whose events the
 * same process acknowledges, would wait behind them.
 */
export function keepPace(handler: TurnHandler): TurnHandler {
  let running = 0;
  let last: Promise<void> = Promise.resolve();

  async function begin(signal: AbortSignal): Promise<void> {
    let hasTime = running < always;
    while (!hasTime && !signal.aborted) {
      const before = performance.eventLoopUtilization();
      await sleep(lookMs);
      const { utilization } = performance.eventLoopUtilization(before);
      hasTime = running < always || utilization < mostBusy;
    }
    running += 1;
  }

  return async (turn, signal, commit) => {
    last = last.then(() => begin(signal));
    await last;
    try {
      await handler(turn, signal, commit);
    } finally {
      running -= 1;
    }
  };
}
