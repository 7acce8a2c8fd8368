import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from './random.ts';
import type { SupervisedProcess } from './supervised-process.ts';

type Victim = Pick<SupervisedProcess, 'kill' | 'isUp'>;

/** Whether there were so many kills and, where that is not 0, one of each process. */
export function hasKilled(processes: readonly Pick<SupervisedProcess, 'counts'>[], least: number): boolean {
  const kills = processes.map(({ counts }) => counts().kills);
  const sum = kills.reduce((total, count) => total + count, 0);
  return least === 0 || (sum >= least && kills.every((count) => count > 0));
}

/**
 * Kills one of these after the other, chosen at random among those that are up, about every so many milliseconds.
 *
 * @param options.mostDown no more than so many are down at once: where starts are slow, on a busy machine, the whole
 *   would never stand otherwise.
 * @returns what ends it.
 */
export function killProcesses(
  processes: readonly Victim[],
  { everyMs, mostDown, random }: { everyMs: number; mostDown: number; random: Random },
): () => void {
  const ended = new AbortController();
  void killOn();
  return () => ended.abort();

  async function killOn(): Promise<void> {
    while (!ended.signal.aborted) {
      const wait = everyMs * (0.5 + random.share());
      await sleep(wait, undefined, { signal: ended.signal }).catch(() => undefined); // the end of the wait
      const up = processes.filter((each) => each.isUp());
      const down = processes.length - up.length;
      if (!ended.signal.aborted && down < mostDown) random.pick(up).kill();
    }
  }
}
