import { expect, test } from 'vitest';
import { codesIn, normaliseCode } from './product-codes.ts';

test.each([
  ['fur-650 w', 'FUR650W'],
  ['FUR.650/W', 'FUR650W'],
  ['07891234500115', '7891234500115'],
  ['0042', '0042'],
  ['  ', ''],
])('%j is compared as %j', (code, expected) => {
  expect(normaliseCode(code)).toBe(expected);
});

test.each([
  ['FUR-650', ['FUR650']],
  ['fur 650', ['FUR650']],
  ['tem o FUR-650 aí?', ['TEMOFUR650AÍ', 'FUR650']],
  ['7891234500115', ['7891234500115']],
  ['quero 2', ['QUERO2']],
  ['broca', ['BROCA']],
  ['??', []],
])('%j may hold the codes %j', (query, expected) => {
  expect(codesIn(query)).toEqual(expected);
});

test('a short number among words is no code', () => {
  expect(codesIn('parafuso 40 mm para madeira')).not.toContain('40');
});

test('a text full of numbers asks for few codes', () => {
  const query = Array.from({ length: 100 }, (_, index) => `A${1_000 + index}`).join(' ');
  expect(codesIn(query)).toHaveLength(10);
});
