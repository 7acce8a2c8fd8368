import { expect, test } from 'vitest';
import { shorten } from './shorten.ts';

test.each([
  ['curto', 10, 'curto'],
  ['furadeira de impacto', 14, 'furadeira de…'],
  ['furadeira de impacto', 13, 'furadeira…'],
  ['furadeiradeimpacto', 10, 'furadeira…'],
  ['', 5, ''],
])('%j within %i is %j', (text, length, expected) => {
  const shortened = shorten(text, length);
  expect(shortened).toBe(expected);
  expect(shortened.length).toBeLessThanOrEqual(length);
});
