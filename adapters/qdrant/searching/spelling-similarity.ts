/** Edits that are taken for typing errors in a word of this length: none in short words, where one makes another word. */
function forgivenEdits(length: number): number {
  if (length <= 4) return 0;
  if (length <= 8) return 1;
  return length <= 11 ? 2 : 3;
}

/**
 * How alike two words are spelt, 0 to 1: 1 for the same, 0 where there are more edits than typing errors make
 * or the first letters differ, which errors rarely touch. Squared, because each further edit makes it less
 * likely that the same word was meant.
 */
export function spellingSimilarity(one: string, other: string): number {
  if (one === other) return 1;
  const length = Math.max(one.length, other.length);
  const forgiven = forgivenEdits(length);
  if (one[0] !== other[0] || Math.abs(one.length - other.length) > forgiven) return 0;
  const distance = editDistance(one, other);
  return distance > forgiven ? 0 : (1 - distance / length) ** 2;
}

/** Letters inserted, left out, replaced or swapped with their neighbour (optimal string alignment). */
function editDistance(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const replaced = at(last, column - 1) + (one[row - 1] === other[column - 1] ? 0 : 1);
      let least = Math.min(at(last, column) + 1, at(current, column - 1) + 1, replaced);
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (row > 1 && column > 1 && swapped) least = Math.min(least, at(beforeLast, column - 2) + 1);
      current.push(least);
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, other.length);
}

function at(row: number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
