/** A mean with the range in which it lies with 95 % confidence. */
export interface Estimate {
  mean: number;
  low: number;
  high: number;
}

const resamples = 2_000;

/**
 * The mean of some values and its bootstrap interval: the 2.5 and 97.5 percentiles of the means of samples
 * drawn with replacement. The draws are the same in every run, so that a report can be compared with another.
 */
export function estimateMean(values: number[]): Estimate {
  if (values.length === 0) return { mean: 0, low: 0, high: 0 };
  const random = mulberry32(20_260_101);
  const means = Array.from({ length: resamples }, () =>
    meanOf(values.map(() => values[Math.floor(random() * values.length)] ?? 0)),
  ).sort((left, right) => left - right);
  const percentile = (share: number) => means[Math.round(share * (resamples - 1))] ?? 0;
  return { mean: meanOf(values), low: percentile(0.025), high: percentile(0.975) };
}

function meanOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A small generator with a seed, which Math.random lacks. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
