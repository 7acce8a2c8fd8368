import { expect, it } from 'vitest';
import { pythonRepr, pythonTuple } from './python.ts';

it.each([
  [true, 'True'],
  [false, 'False'],
  [null, 'None'],
  [undefined, 'None'],
  [3, '3'],
  [2.5, '2.5'],
  ['plain', "'plain'"],
  ["it's", `"it's"`],
  [`both ' and "`, `'both \\' and "'`],
  ['a\nb\\', "'a\\nb\\\\'"],
  [[1, 'a', [true]], "[1, 'a', [True]]"],
  [{ a: 1, b: null }, "{'a': 1, 'b': None}"],
])('writes %j as Python would', (value, text) => {
  expect(pythonRepr(value)).toBe(text);
});

it('ends a tuple of one with a comma', () => {
  expect(pythonTuple([7])).toBe('(7,)');
  expect(pythonTuple([7, 'a'])).toBe("(7, 'a')");
});
