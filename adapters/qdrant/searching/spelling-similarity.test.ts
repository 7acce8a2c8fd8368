import { describe, expect, test } from 'vitest';
import { spellingSimilarity } from './spelling-similarity.ts';

test('is 1 for the same word', () => {
  expect(spellingSimilarity('broca', 'broca')).toBe(1);
  expect(spellingSimilarity('', '')).toBe(1);
});

describe('typing errors are forgiven', () => {
  test.each([
    ['brcoa', 'broca', 'swapped'],
    ['furadera', 'furadeira', 'left out'],
    ['marteloo', 'martelo', 'too many'],
    ['disjumtor', 'disjuntor', 'replaced'],
    ['esmerilhadera', 'esmerilhadeira', 'left out'],
    ['parafuzadera', 'parafusadeira', 'two'],
  ])('%s for %s (%s)', (typed, meant) => {
    expect(spellingSimilarity(typed, meant)).toBeGreaterThan(0.6);
    expect(spellingSimilarity(typed, meant)).toBe(spellingSimilarity(meant, typed));
  });
});

describe('other words are not taken for typing errors', () => {
  test.each([
    ['bola', 'cola'],
    ['pato', 'pano'],
    ['sofa', 'soda'],
    ['mesa', 'meia'],
    ['cabelo', 'cabo'],
    ['sapato', 'gato'],
    ['geladeira', 'furadeira'],
    ['chuteira', 'chuveiro'],
    ['calabresa', 'calibrador'],
    ['', 'broca'],
  ])('%s is not %s', (typed, other) => {
    expect(spellingSimilarity(typed, other)).toBe(0);
  });
});

test('each further error counts', () => {
  const one = spellingSimilarity('furadera', 'furadeira');
  const two = spellingSimilarity('furdera', 'furadeira');
  expect(one).toBeLessThan(1);
  expect(two).toBeLessThan(one);
});
