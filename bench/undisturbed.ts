import { watchStolenTime } from './processor-time.ts';

/** How many tries one undisturbed measurement may cost. */
const mostTries = 12;

/** Measurements of a machine that was its own, and how many were left out because it was not. */
export interface Undisturbed<Sample> {
  samples: Sample[];
  leftOut: number;
}

/**
 * Measures until there are `wanted` measurements during which the host of a virtual machine took no processor time
 * for others: one that lost 30 ms to a neighbour says nothing about what it measured. Where the host takes some all
 * the time there are fewer. A long measurement is disturbed more often than a short one, so what is compared with each
 * other belongs into one measurement.
 *
 * @param mostMs when no new measurement is begun any more.
 */
export async function takeUndisturbed<Sample>(
  wanted: number,
  take: (round: number) => Promise<Sample>,
  mostMs = Number.POSITIVE_INFINITY,
  watch: () => () => number | undefined = watchStolenTime,
): Promise<Undisturbed<Sample>> {
  const samples: Sample[] = [];
  const until = performance.now() + mostMs;
  let tries = 0;
  while (samples.length < wanted && tries < wanted * mostTries && performance.now() < until) {
    const stolen = watch();
    const sample = await take(tries);
    tries += 1;
    if (!stolen()) samples.push(sample);
  }
  return { samples, leftOut: tries - samples.length };
}
