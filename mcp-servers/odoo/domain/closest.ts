/** The names most like `name`, closest first; none that is very different. */
export function closest(name: string, names: Iterable<string>, most = 3): string[] {
  const farthest = Math.max(2, Math.floor(name.length / 3));
  return [...names]
    .map((candidate) => ({ candidate, distance: distanceBetween(name, candidate) }))
    .filter(
      ({ candidate, distance }) =>
        distance <= farthest || candidate.startsWith(name) || candidate.endsWith(`.${name}`),
    )
    .sort((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate))
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** A sentence such as ` Did you mean name or names?`; empty when nothing is close. */
export function didYouMean(name: string, names: Iterable<string>): string {
  const candidates = closest(name, names);
  return candidates.length === 0 ? '' : ` Did you mean ${candidates.join(' or ')}?`;
}

/** Levenshtein distance: how many characters must be put in, taken out or replaced. */
function distanceBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
