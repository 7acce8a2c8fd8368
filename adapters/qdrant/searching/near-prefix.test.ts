import { describe, expect, test } from 'vitest';
import { isNearPrefix, nearPrefixScore } from './near-prefix.ts';

describe('a word goes on as what was typed', () => {
  test.each([
    ['f', 'furadeira'],
    ['fur', 'furadeira'],
    ['furadeira', 'furadeira'],
    ['furda', 'furadeira'],
    ['furrad', 'furadeira'],
    ['furaed', 'furadeira'],
    ['parafuz', 'parafusadeira'],
  ])('%s… %s', (typed, word) => {
    expect(isNearPrefix(typed, word)).toBe(true);
  });

  test.each([
    ['fux', 'furadeira'],
    ['madeira', 'furadeira'],
    ['furadeiras', 'fura'],
    ['martelo', 'marmita'],
  ])('%s… is not %s', (typed, word) => {
    expect(isNearPrefix(typed, word)).toBe(false);
  });
});

test('an exact start goes before a near one, and the front of a name before its end', () => {
  const score = (typed: string, name: string) => nearPrefixScore(typed.split(' '), name.split(' '));
  expect(score('broca', 'broca de madeira')).toBeGreaterThan(score('broca', 'jogo de broca'));
  expect(score('broca', 'broca de madeira')).toBeGreaterThan(score('brroca', 'broca de madeira'));
  expect(score('nada', 'broca')).toBe(0);
});
