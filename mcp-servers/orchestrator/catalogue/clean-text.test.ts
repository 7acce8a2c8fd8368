import { describe, expect, test } from 'vitest';
import { cleanDeep, cleanText } from './clean-text.ts';

describe('text from outside', () => {
  test.each([
    ['a control character', 'a\u0000b\u001bc', 'abc'],
    ['a terminal sequence', '\u001b[31mred', '[31mred'],
    ['a C1 control', 'a\u009bb', 'ab'],
    ['bidirectional overrides', 'abc\u202etxt.exe\u202c', 'abctxt.exe'],
    ['bidirectional isolates', '\u2066a\u2069', 'a'],
    ['zero-width space and byte order mark', '\ufeffa\u200bb', 'ab'],
    ['tag characters', `a${String.fromCodePoint(0xe0069, 0xe006e)}b`, 'ab'],
  ])('loses %s', (_, text, clean) => expect(cleanText(text)).toBe(clean));

  test.each([
    ['line ends and tabs', 'a\n\tb\r\n'],
    ['accents and other scripts', 'ação, 日本語, שלום'],
    ['emoji that are joined', '👩‍👩‍👧 👍🏽'],
  ])('keeps %s', (_, text) => expect(cleanText(text)).toBe(text));
});

describe('a value of JSON', () => {
  test('is cleaned in every depth, keys included', () => {
    expect(cleanDeep({ a: ['\u202ex', { 'k\u0000': 'y\u0007' }], n: 1, b: true, z: null })).toEqual({
      a: ['x', { k: 'y' }],
      n: 1,
      b: true,
      z: null,
    });
  });

  test('that is clean is returned as it is', () => {
    const value = { a: [{ b: 'c' }], d: { e: 1 } };
    expect(cleanDeep(value)).toBe(value);
  });
});
