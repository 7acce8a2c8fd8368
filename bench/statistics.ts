/** The value below which this share of the samples lies; 0.5 is the median. NaN without samples. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** To three digits, which is as much as a measurement says. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
