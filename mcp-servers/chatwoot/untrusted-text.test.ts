import { expect, test } from 'vitest';
import { untrustedText } from './untrusted-text.ts';

test('ordinary text, with accents, emoji and lines, stays as it is', () => {
  expect(untrustedText('Olá! 👋\n\tTudo bem? Ação')).toBe('Olá! 👋\n\tTudo bem? Ação');
});

test('what is invisible is taken out', () => {
  expect(untrustedText('a\u0000b\u001b[31mc\u202Ed\u2066e\u200Ff')).toBe('ab[31mcdef');
});

test('long text is shortened, and shows it', () => {
  expect(untrustedText('x'.repeat(10), 5)).toBe('xxxx…');
  expect(untrustedText('x'.repeat(5), 5)).toBe('xxxxx');
});
