/**
 * A vector of length 1 in which texts with common letters are close to each other: hashed three-letter pieces
 * of each word, without accents and case. It knows no meaning, but "camizeta" finds "Camiseta".
 */
export function embedText(text: string, dimensions: number): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const piece of lettersOf(text)) {
    const hash = hashOf(piece);
    const index = hash % dimensions;
    // The hash's last bit as a sign lets collisions cancel out instead of adding up.
    vector[index] = (vector[index] ?? 0) + ((hash >>> 31) & 1 ? 1 : -1);
  }
  const length = Math.hypot(...vector);
  return length === 0 ? vector.with(0, 1) : vector.map((value) => value / length);
}

function* lettersOf(text: string): Generator<string> {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  for (const word of plain.match(/[\p{L}\p{N}]+/gu) ?? []) {
    const padded = ` ${word} `;
    for (let start = 0; start + 3 <= padded.length; start += 1) yield padded.slice(start, start + 3);
  }
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}
