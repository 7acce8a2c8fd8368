const encoder = new TextEncoder();

/** MurmurHash3, x86, 32 bits, of the UTF-8 bytes of a text; unsigned. */
export function murmur3(text: string, seed = 0): number {
  const bytes = encoder.encode(text);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wholeBlocks = bytes.length & ~3;
  let hash = seed;
  for (let offset = 0; offset < wholeBlocks; offset += 4) {
    hash ^= scramble(view.getUint32(offset, true));
    hash = Math.imul(rotateLeft(hash, 13), 5) + 0xe6546b64;
  }
  let tail = 0;
  for (let offset = bytes.length - 1; offset >= wholeBlocks; offset -= 1) {
    tail = (tail << 8) | (bytes[offset] ?? 0);
  }
  return finalise(hash ^ scramble(tail) ^ bytes.length);
}

/** The index of a term in a sparse vector, the same that Qdrant's own BM25 gives it: `|int32|` of the hash. */
export function termId(term: string): number {
  return Math.abs(murmur3(term) | 0);
}

function scramble(block: number): number {
  return Math.imul(rotateLeft(Math.imul(block, 0xcc9e2d51), 15), 0x1b873593);
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function finalise(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
