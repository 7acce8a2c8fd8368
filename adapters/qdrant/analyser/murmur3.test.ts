import { expect, test } from 'vitest';
import { murmur3, termId } from './murmur3.ts';

test.each([
  ['', 0, 0],
  ['', 1, 0x514e28b7],
  ['a', 0, 0x3c2569b2],
  ['test', 0, 0xba6bd213],
  ['Hello, world!', 0, 0xc0363e43],
  ['The quick brown fox jumps over the lazy dog', 0, 0x2e4ff723],
])('murmur3(%j, %i) is the reference value', (text, seed, hash) => {
  expect(murmur3(text, seed)).toBe(hash);
});

test('hashes the UTF-8 bytes of a text', () => {
  expect(murmur3('ção')).not.toBe(murmur3('cao'));
});

test("a term's id is the one of Qdrant's own BM25", () => {
  expect(termId('hello')).toBe(613_153_351);
});

test('ids are unsigned 32-bit integers', () => {
  for (let number = 0; number < 2_000; number += 1) {
    const id = termId(`termo${number}`);
    expect(Number.isInteger(id) && id >= 0 && id <= 2 ** 31).toBe(true);
  }
});
