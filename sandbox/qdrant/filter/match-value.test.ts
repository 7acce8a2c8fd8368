import { describe, expect, test } from 'vitest';
import { matchesValue } from './match-value.ts';

describe('values', () => {
  test.each([
    ['x', { value: 'x' }, true],
    ['X', { value: 'x' }, false],
    [1, { value: 1 }, true],
    ['1', { value: 1 }, false],
    [true, { value: true }, true],
    [null, { value: 'null' }, false],
  ])('%j against %j', (value, match, expected) => {
    expect(matchesValue(value, match, false)).toBe(expected);
  });
});

describe('lists', () => {
  test.each([
    ['b', { any: ['a', 'b'] }, true],
    ['c', { any: ['a', 'b'] }, false],
    [2, { any: [1, 2] }, true],
    [true, { any: ['true'] }, false],
    ['c', { except: ['a'] }, true],
    ['a', { except: ['a'] }, false],
    [null, { except: ['a'] }, false],
    [false, { except: ['a'] }, true],
  ])('%j against %j', (value, match, expected) => {
    expect(matchesValue(value, match, false)).toBe(expected);
  });
});

describe('texts', () => {
  const text = 'Furadeira de Impacto';

  test.each([
    [{ text: 'de Impacto' }, false, true],
    [{ text: 'impacto' }, false, false],
    [{ text: 'impacto FURADEIRA' }, true, true],
    [{ text: 'impac' }, true, false],
    [{ text_any: 'serra Impacto' }, false, true],
    [{ text_any: 'serra impacto' }, true, true],
    [{ text_any: 'serra martelo' }, true, false],
    [{ phrase: 'de Impacto' }, false, true],
    [{ prefix: 'Fura' }, false, true],
    [{ prefix: 'fura' }, false, false],
  ])('%j with an index: %j', (match, isIndexed, expected) => {
    expect(matchesValue(text, match, isIndexed)).toBe(expected);
  });

  test('a number is no text', () => {
    for (const match of [{ text: '1' }, { text_any: '1' }, { prefix: '1' }, { phrase: '1' }]) {
      expect(matchesValue(1, match, false)).toBe(false);
    }
  });
});
