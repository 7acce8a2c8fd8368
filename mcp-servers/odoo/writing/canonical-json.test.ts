import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

test('the order of keys does not matter, that of lists does', () => {
  const one = { model: 'a', values: { x: [1, { b: null, a: 'é' }], y: false } };
  const other = { values: { y: false, x: [1, { a: 'é', b: null }] }, model: 'a' };
  expect(canonicalJson(one)).toBe(canonicalJson(other));
  expect(JSON.parse(canonicalJson(one))).toEqual(one);
  expect(canonicalJson({ ids: [1, 2] })).not.toBe(canonicalJson({ ids: [2, 1] }));
});
