import { expect, test } from 'vitest';
import { soundPortuguese } from './sound-portuguese.ts';

test.each([
  ['xave', 'chave'],
  ['inpacto', 'impacto'],
  ['canpainha', 'campainha'],
  ['parafuzo', 'parafuso'],
  ['jesso', 'gesso'],
  ['orario', 'horario'],
  ['masaneta', 'massaneta'],
  ['devolusao', 'devolucao'],
  ['kilo', 'quilo'],
  ['trilio', 'trilho'],
  ['manguera', 'mangguera'],
])('%s sounds like %s', (misspelt, right) => {
  expect(soundPortuguese(misspelt)).toBe(soundPortuguese(right));
});

test.each([
  ['broca', 'bucha'],
  ['serra', 'cera'],
  ['casa', 'caixa'],
  ['martelo', 'marmelo'],
])('%s does not sound like %s', (one, other) => {
  expect(soundPortuguese(one)).not.toBe(soundPortuguese(other));
});

test('measures and codes stay as they are', () => {
  expect(soundPortuguese('ch220zz')).toBe('ch220zz');
});
