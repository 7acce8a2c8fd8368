/**
 * How likely `k` runs of a dialogue all go well, estimated without bias from those that were made: of all choices of
 * `k` runs the share in which none failed.
 */
export function passAll(runs: { passed: number; made: number }, k: number): number {
  const { passed, made } = runs;
  let probability = 1;
  for (let index = 0; index < k; index += 1) probability *= Math.max(0, passed - index) / (made - index);
  return probability;
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
