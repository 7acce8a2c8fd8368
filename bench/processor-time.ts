import { readFileSync } from 'node:fs';

/** The file of Linux that counts what the processors did since the start. */
const defaultFile = '/proc/stat';

/** Shares of the time of all processors together, from 0 to 1. */
export interface ProcessorShares {
  /** What the host of this virtual machine took for others: figures of a time with much of it say more about the host. */
  stolen: number;
  /** What was left to do nothing in. */
  idle: number;
}

/**
 * Starts to watch the processors.
 *
 * @returns a function that tells the shares since then; undefined where the system does not count them.
 */
export function watchProcessors(file = defaultFile): () => ProcessorShares | undefined {
  const before = processorTime(file);
  return () => {
    const now = processorTime(file);
    if (!before || !now || now.all === before.all) return undefined;
    const shareOf = (kind: 'stolen' | 'idle') => (now[kind] - before[kind]) / (now.all - before.all);
    return { stolen: shareOf('stolen'), idle: shareOf('idle') };
  };
}

/** The same for what was stolen alone. */
export function watchStolenTime(file = defaultFile): () => number | undefined {
  const shares = watchProcessors(file);
  return () => shares()?.stolen;
}

/** In ticks, of all processors together. */
function processorTime(file: string): { all: number; idle: number; stolen: number } | undefined {
  let counts: number[];
  try {
    const [first = ''] = readFileSync(file, 'utf8').split('\n', 1);
    // cpu user nice system idle iowait irq softirq steal guest guest_nice; guests count as user already
    counts = first.split(/\s+/).slice(1, 9).map(Number);
  } catch {
    return undefined; // not Linux
  }
  const [, , , idle = 0, waiting = 0, , , stolen] = counts;
  if (stolen === undefined) return undefined;
  return { all: counts.reduce((sum, count) => sum + count, 0), idle: idle + waiting, stolen };
}
