import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from './random.ts';
import type { SupervisedProcess } from './supervised-process.ts';

/**
 * Kills one of these after the other, chosen at random, about every so many milliseconds.
 *
 * @returns what ends it.
 */
export function killProcesses(
  processes: readonly Pick<SupervisedProcess, 'kill'>[],
  { everyMs, random }: { everyMs: number; random: Random },
): () => void {
  const ended = new AbortController();
  void killOn();
  return () => ended.abort();

  async function killOn(): Promise<void> {
    while (!ended.signal.aborted) {
      const wait = everyMs * (0.5 + random.share());
      await sleep(wait, undefined, { signal: ended.signal }).catch(() => undefined); // the end of the wait
      if (!ended.signal.aborted) random.pick(processes).kill();
    }
  }
}
