/** Turns a second with so many processes. */
export interface Sample {
  processes: number;
  throughput: number;
}

/** The Universal Scalability Law: X(N) = λN / (1 + σ(N − 1) + κN(N − 1)), by N. J. Gunther. */
export interface ScalabilityLaw {
  /** What one process carries. */
  lambda: number;
  /** Contention: the share of the work that waits for something that all processes share. */
  sigma: number;
  /** Coherency: what each process costs each other one. */
  kappa: number;
}

export function throughputAt({ lambda, sigma, kappa }: ScalabilityLaw, processes: number): number {
  return (lambda * processes) / (1 + sigma * (processes - 1) + kappa * processes * (processes - 1));
}

/** From how many processes on another one makes all of them slower; Infinity where none does. */
export function peakOf({ sigma, kappa }: ScalabilityLaw): number {
  return kappa === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(Math.max(0, 1 - sigma) / kappa);
}

/**
 * Fits the law by least squares of N/X = a + b(N − 1) + cN(N − 1), which is linear, with λ = 1/a, σ = b/a, κ = c/a. A
 * negative σ or κ says no more than that the samples scatter: it is taken for 0 and the others are fitted again. NaN where there are
 * no samples, or one in which nothing was done.
 */
export function fitLaw(samples: readonly Sample[]): ScalabilityLaw {
  const targets = samples.map(({ processes, throughput }) => processes / throughput);
  const columns = [
    () => 1,
    ({ processes: n }: Sample) => n - 1,
    ({ processes: n }: Sample) => n * (n - 1),
  ] as const;
  const candidates = [[0, 1, 2], [0, 1], [0, 2], [0]].map((used) => {
    const rows = samples.map((sample) => used.map((index) => columns[index]?.(sample) ?? 0));
    const found = leastSquares(rows, targets);
    const [a = 0, b = 0, c = 0] = [0, 1, 2].map((index) => found[used.indexOf(index)] ?? 0);
    const law = { lambda: 1 / a, sigma: b / a, kappa: c / a };
    const error = samples.reduce(
      (sum, { processes: n }, row) => sum + (a + b * (n - 1) + c * n * (n - 1) - (targets[row] ?? 0)) ** 2,
      0,
    );
    return { law, error, possible: a > 0 && Number.isFinite(a) && b >= 0 && c >= 0 };
  });
  const possible = candidates
    .filter(({ possible }) => possible)
    .sort((one, other) => one.error - other.error);
  return possible[0]?.law ?? { lambda: Number.NaN, sigma: Number.NaN, kappa: Number.NaN };
}

/** Solves the normal equations by Gauss-Jordan elimination; NaN where the rows do not settle all unknowns. */
function leastSquares(rows: readonly number[][], targets: readonly number[]): number[] {
  const size = rows[0]?.length ?? 0;
  const matrix = Array.from({ length: size }, (_, i) => [
    ...Array.from({ length: size }, (_, j) => sum(rows.map((row) => (row[i] ?? 0) * (row[j] ?? 0)))),
    sum(rows.map((row, index) => (row[i] ?? 0) * (targets[index] ?? 0))),
  ]);
  for (const [pivot, line] of matrix.entries()) {
    const factor = line[pivot] ?? 0;
    const scaled = line.map((value) => (Math.abs(factor) < 1e-12 ? Number.NaN : value / factor));
    for (const [index, other] of matrix.entries()) {
      const share = other[pivot] ?? 0;
      matrix[index] =
        index === pivot ? scaled : other.map((value, column) => value - share * (scaled[column] ?? 0));
    }
  }
  return matrix.map((line) => line.at(-1) ?? Number.NaN);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
