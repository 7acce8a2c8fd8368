import { describe, expect, test } from 'vitest';
import type { StoredPoint } from '../storage/collection.ts';
import { selectFields } from './select-fields.ts';

const point: StoredPoint = {
  id: 1,
  payload: { a: 1, b: 2 },
  vectors: new Map([
    ['dense', [1, 0]],
    ['raw', [2, 0]],
  ]),
  version: 0,
};

describe('payload', () => {
  test.each([
    [true, { a: 1, b: 2 }],
    [['a'], { a: 1 }],
    [['missing'], {}],
    [{ include: ['b'] }, { b: 2 }],
    [{ exclude: ['b'] }, { a: 1 }],
  ])('%j', (with_payload, payload) => {
    expect(selectFields(point, { with_payload }, false)).toEqual({ payload });
  });

  test('the default is that of the operation', () => {
    expect(selectFields(point, {}, true)).toEqual({ payload: point.payload });
    expect(selectFields(point, {}, false)).toEqual({});
    expect(selectFields(point, { with_payload: false }, true)).toEqual({});
  });
});

describe('vectors', () => {
  test.each([
    [true, { dense: [1, 0], raw: [2, 0] }],
    [['raw'], { raw: [2, 0] }],
    [[], {}],
  ])('%j', (with_vector, vector) => {
    expect(selectFields(point, { with_vector }, false)).toEqual({ vector });
  });

  test('the unnamed vector stands alone', () => {
    const plain = { ...point, vectors: new Map([['', [1, 0]]]) };
    expect(selectFields(plain, { with_vector: true }, false)).toEqual({ vector: [1, 0] });
  });
});
