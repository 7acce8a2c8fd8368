import { expect, test } from 'vitest';
import { tokenise } from './tokenise.ts';

test.each([
  ['Broca 10mm (aço-rápido)', ['broca', '10', 'mm', 'aço', 'rápido']],
  ['FER-0042', ['fer', '0042']],
  ['M8x40', ['m8x40']],
  ['127/220V', ['127', '220', 'v']],
  ["Caixa d'Água", ['caixa', 'água']],
  ['copo d’água', ['copo', 'água']],
  ['Pilha D', ['pilha', 'd']],
  ["3/4'' d'", ['3', '4', 'd']],
  ["end'a", ['end', 'a']],
  ['  ', []],
  ['🙂!', []],
])('%j', (text, tokens) => {
  expect(tokenise(text)).toEqual(tokens);
});

test('accents that are written apart are put together', () => {
  expect(tokenise('aço'.normalize('NFD'))).toEqual(['aço'.normalize('NFC')]);
});

test('a word without end is cut', () => {
  expect(tokenise('x'.repeat(1_000))).toEqual(['x'.repeat(40)]);
});
