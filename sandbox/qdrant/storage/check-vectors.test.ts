import { describe, expect, test } from 'vitest';
import { InputError } from '#errors/errors.ts';
import { makeCollection } from '../testing/make-collection.ts';
import { checkVectors } from './check-vectors.ts';

const collection = makeCollection();

test('normalises what is compared by cosine, and nothing else', () => {
  const vectors = checkVectors(collection, { dense: [3, 4], raw: [3, 4] });
  expect(vectors.get('dense')).toEqual([0.6, 0.8]);
  expect(vectors.get('raw')).toEqual([3, 4]);
});

test('a vector of zeros stays one', () => {
  expect(checkVectors(collection, { dense: [0, 0] }).get('dense')).toEqual([0, 0]);
});

test('an unnamed vector needs a collection that has one', () => {
  const plain = makeCollection([], { vectors: { size: 2, distance: 'Dot' } });
  expect(checkVectors(plain, [1, 2]).get('')).toEqual([1, 2]);
  expect(() => checkVectors(collection, [1, 2])).toThrow(InputError);
});

describe('refusals', () => {
  const vector = { indices: [1], values: [1] };
  test.each([
    [{ dense: [1] }, 'Vector dimension error: expected dim: 2, got 1'],
    [{ dense: vector }, 'Conversion between sparse and regular vectors failed'],
    [{ bm25: [1, 2] }, 'Conversion between sparse and regular vectors failed'],
    [{ other: vector }, 'Not existing vector name error: other'],
    [{ bm25: { indices: [1, 2], values: [1] } }, 'values: must be the same length as indices'],
    [{ bm25: { indices: [1, 1], values: [1, 1] } }, 'indices: must be unique'],
  ])('%j', (struct, message) => {
    expect(() => checkVectors(collection, struct)).toThrow(message);
  });
});
