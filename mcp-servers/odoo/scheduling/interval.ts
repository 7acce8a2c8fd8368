/** A stretch of time, in milliseconds since 1970; it begins with `start` and ends before `end`. */
export interface Interval {
  start: number;
  end: number;
}

/** What is left of the open stretches without the taken ones. */
export function without(open: readonly Interval[], taken: readonly Interval[]): Interval[] {
  return taken.reduce<Interval[]>(
    (left, busy) =>
      left.flatMap(({ start, end }) => [
        ...(start < busy.start ? [{ start, end: Math.min(end, busy.start) }] : []),
        ...(end > busy.end ? [{ start: Math.max(start, busy.end), end }] : []),
      ]),
    [...open],
  );
}

/** Stretches of the given length within the open ones, each a `step` after the one before; in order. */
export function slotsWithin(open: readonly Interval[], length: number, step: number): Interval[] {
  return [...open]
    .sort((one, other) => one.start - other.start)
    .flatMap(({ start, end }) => {
      const count = Math.max(0, Math.floor((end - start - length) / step) + 1);
      return Array.from({ length: count }, (_, index) => ({
        start: start + index * step,
        end: start + index * step + length,
      }));
    });
}
