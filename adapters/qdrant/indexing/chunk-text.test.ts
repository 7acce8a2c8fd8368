import { expect, test } from 'vitest';
import { chunkText } from './chunk-text.ts';

const sentence = 'Leia o manual antes de ligar a máquina. ';

test.each(['', '   ', 'Curto.'])('%j is one chunk', (text) => {
  expect(chunkText(text)).toEqual([text.trim()]);
});

test('paragraphs stay whole where they fit', () => {
  const paragraphs = ['A', 'B', 'C', 'D'].map((letter) => `${letter}: ${sentence.repeat(12).trim()}`);
  const chunks = chunkText(paragraphs.join('\n\n'));
  expect(chunks).toEqual([paragraphs.slice(0, 2).join('\n\n'), paragraphs.slice(2).join('\n\n')]);
});

test('a long paragraph is cut between sentences', () => {
  const chunks = chunkText(sentence.repeat(100));
  expect(chunks.length).toBeGreaterThan(3);
  for (const chunk of chunks) expect(chunk).toMatch(/^Leia .*máquina\.$/s);
});

test('a long sentence is cut between words', () => {
  const chunks = chunkText('palavra '.repeat(1_000));
  for (const chunk of chunks) expect(chunk).toMatch(/^palavra( palavra)*$/);
});

test('a word without end is cut all the same', () => {
  const chunks = chunkText('x'.repeat(5_000));
  expect(chunks.join('')).toBe('x'.repeat(5_000));
});

test.each([
  ['sentences', sentence.repeat(500)],
  ['lines', 'linha sem ponto\n'.repeat(1_000)],
  ['mixed', `${sentence.repeat(40)}\n\n${'y'.repeat(3_000)}\n\nFim.`],
])('%s: nothing is lost and no chunk is too long', (_what, text) => {
  const chunks = chunkText(text);
  const letters = (parts: string[]) => parts.join('').replace(/\s+/g, '');
  expect(letters(chunks)).toBe(letters([text]));
  for (const chunk of chunks) expect(chunk.length).toBeLessThanOrEqual(1_200);
});

test('cutting takes time in proportion to the text', () => {
  const started = performance.now();
  chunkText(`${'a'.repeat(10_000)} ${'. '.repeat(5_000)}`);
  expect(performance.now() - started).toBeLessThan(500);
});
