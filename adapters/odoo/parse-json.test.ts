import { expect, test } from 'vitest';
import { parseJson } from './parse-json.ts';

test('JSON becomes data', () => {
  expect(parseJson('{"a":[1,null]}')).toEqual({ a: [1, null] });
  expect(parseJson('null')).toBeNull();
});

test.each(['', '<html>', '{"a"'])('"%s" is not JSON', (text) => {
  expect(parseJson(text)).toBeUndefined();
});
