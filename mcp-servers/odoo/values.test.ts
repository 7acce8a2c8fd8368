import { describe, expect, test } from 'vitest';
import { datetime, escapeLike, optionalReference, optionalText, reference } from './values.ts';

describe('values of Odoo', () => {
  test('false is nothing', () => {
    expect(optionalText.parse(false)).toBeNull();
    expect(optionalReference.parse(false)).toBeNull();
  });

  test('what is there stays', () => {
    expect(optionalText.parse('')).toBe('');
    expect(optionalText.parse('Ana')).toBe('Ana');
    expect(optionalReference.parse([3, 'BRL'])).toEqual([3, 'BRL']);
  });

  test.each([true, 0, undefined, {}])('%j is no text', (value) => {
    expect(optionalText.safeParse(value).success).toBe(false);
  });

  test('a reference is an id and a name', () => {
    expect(reference.safeParse([3]).success).toBe(false);
    expect(reference.safeParse(['3', 'BRL']).success).toBe(false);
  });

  test('a datetime is UTC', () => {
    expect(new Date(datetime.parse('2025-01-31 23:59:58')).toISOString()).toBe('2025-01-31T23:59:58.000Z');
  });
});

describe('escapeLike', () => {
  test.each([
    ['100% algodão', '100\\% algodão'],
    ['A_1', 'A\\_1'],
    ['C:\\x', 'C:\\\\x'],
    ['mesa', 'mesa'],
  ])('%s', (text, escaped) => {
    expect(escapeLike(text)).toBe(escaped);
  });
});
