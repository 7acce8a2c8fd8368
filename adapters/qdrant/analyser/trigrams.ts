/**
 * The distinct three-letter pieces of a word with its edges marked: `broca` → `_br bro roc oca ca_`. A typing
 * error spoils at most three of them, so the rest still finds the word.
 */
export function trigrams(word: string): string[] {
  const marked = `_${word}_`;
  const pieces = new Set<string>();
  for (let start = 0; start + 3 <= marked.length; start += 1) pieces.add(marked.slice(start, start + 3));
  return [...pieces];
}
