import { readFileSync } from 'node:fs';

/** The file of Linux that counts what the processors did since the start. */
const defaultFile = '/proc/stat';

/**
 * Starts to watch how much of the processors' time the host of this virtual machine takes for others: figures of a
 * time in which it took much say more about the host.
 *
 * @returns a function that tells the share since then, from 0 to 1; undefined where the system does not count it.
 */
export function watchStolenTime(file = defaultFile): () => number | undefined {
  const before = processorTime(file);
  return () => {
    const now = processorTime(file);
    if (!before || !now || now.all === before.all) return undefined;
    return (now.stolen - before.stolen) / (now.all - before.all);
  };
}

/** In ticks, of all processors together. */
function processorTime(file: string): { all: number; stolen: number } | undefined {
  let counts: number[];
  try {
    const [first = ''] = readFileSync(file, 'utf8').split('\n', 1);
    // cpu user nice system idle iowait irq softirq steal guest guest_nice; guests count as user already
    counts = first.split(/\s+/).slice(1, 9).map(Number);
  } catch {
    return undefined; // not Linux
  }
  const stolen = counts[7];
  return stolen === undefined ? undefined : { all: counts.reduce((sum, count) => sum + count, 0), stolen };
}
