import { expect, test } from 'vitest';
import { isSince, type SinceVersion } from './is-since.ts';

test.each<[string, SinceVersion, boolean]>([
  ['4.12.0', '4.12', true],
  ['4.12.0-rc1', '4.12', true],
  ['4.11.2', '4.12', false],
  ['4.2.0', '4.12', false],
  ['4.12', '4.2', true],
  ['3.13.0', '4.2', false],
  ['5.0.0', '4.15', true],
])('%s is %s or later: %s', (version, since, expected) => {
  expect(isSince(version, since)).toBe(expected);
});

test('what is no version is older than all', () => {
  expect(isSince('', '3.0')).toBe(false);
  expect(isSince('unknown', '3.0')).toBe(false);
});
