import { describe, expect, test } from 'vitest';
import { isSamePhone, normalizePhone, phonePattern } from './phone.ts';

describe('normalizePhone', () => {
  test.each([
    ['+55 11 98765-4321', '+5511987654321'],
    ['(11) 98765-4321', '+5511987654321'],
    ['011 98765 4321', '+5511987654321'],
    ['5511987654321', '+5511987654321'],
    ['+5511 8765-4321', '+551187654321'],
    ['(11) 3456-7890', '+551134567890'],
    ['+1 415 555 0132', '+14155550132'],
  ])('%s', (text, phone) => {
    expect(normalizePhone(text, 'BR')).toBe(phone);
  });

  test.each(['', 'ramal', '123', '+55', '0000000000000000000'])('"%s" is no number', (text) => {
    expect(normalizePhone(text, 'BR')).toBeUndefined();
  });

  test('a number without a country code is of the given country', () => {
    expect(normalizePhone('415 555 0132', 'US')).toBe('+14155550132');
  });
});

describe('isSamePhone', () => {
  test.each([
    ['+5511987654321', '+5511987654321', true],
    ['+5511987654321', '+551187654321', true],
    ['+551187654321', '+5511987654321', true],
    ['+5511987654321', '+5521987654321', false],
    ['+5511987654321', '+5511987654322', false],
    // A landline does not become a mobile phone by a 9 before it.
    ['+551134567890', '+5511934567890', false],
    ['+14155550132', '+14155550132', true],
    ['+14155550132', '+914155550132', false],
  ])('%s and %s: %s', (one, other, same) => {
    expect(isSamePhone(one, other)).toBe(same);
  });
});

describe('phonePattern', () => {
  const fits = (pattern: string, text: string) => new RegExp(`^${pattern.replaceAll('%', '.*')}$`).test(text);

  test.each(['+55 11 98765-4321', '(11) 8765 4321', '11987654321', '+5511.9.8765.4321 (casa)'])(
    'fits however the number is written: %s',
    (text) => {
      expect(fits(phonePattern('+5511987654321'), text)).toBe(true);
    },
  );

  test('does not fit another number', () => {
    expect(fits(phonePattern('+5511987654321'), '+55 11 98765-4322')).toBe(false);
  });
});
