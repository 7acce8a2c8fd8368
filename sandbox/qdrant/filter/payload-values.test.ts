import { expect, test } from 'vitest';
import type { Payload } from '../schemas/point.ts';
import { payloadValues } from './payload-values.ts';

const payload: Payload = {
  price: 10,
  none: null,
  tags: ['a', 'b'],
  empty: [],
  maker: { name: 'Forte', cities: ['Recife', 'Natal'] },
  parts: [{ code: 1 }, { code: 2, spare: true }],
};

test.each([
  ['price', [10]],
  ['none', [null]],
  ['missing', []],
  ['tags', ['a', 'b']],
  ['tags[]', ['a', 'b']],
  ['empty', []],
  ['maker.name', ['Forte']],
  ['maker.cities', ['Recife', 'Natal']],
  ['maker.name.deeper', []],
  ['price.deeper', []],
  ['parts[].code', [1, 2]],
  ['parts.spare', [true]],
])('%s', (key, values) => {
  expect(payloadValues(payload, key)).toEqual(values);
});
