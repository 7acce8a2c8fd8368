import { describe, expect, test } from 'vitest';
import { makeCollection } from '../testing/make-collection.ts';
import { type Collection, matchingPoints } from './collection.ts';
import { applyOperation, deletePoints, pointsById, setPayload, upsertPoints } from './write-points.ts';

const sparse = (dimension: number) => ({ bm25: { indices: [dimension], values: [1] } });
const postingsOf = (collection: Collection) => [...(collection.postings.get('bm25')?.keys() ?? [])];
const cheap = { must: [{ key: 'price', range: { lt: 10 } }] };

describe('upserting', () => {
  test('replaces vectors in the inverted index, too', () => {
    const collection = makeCollection([{ id: 1, vector: sparse(5) }]);
    upsertPoints(collection, { points: [{ id: 1, vector: sparse(6) }] });
    expect(postingsOf(collection)).toEqual([6]);
  });

  test('keeps to its mode', () => {
    const collection = makeCollection([{ id: 1, payload: { by: 'first' } }]);
    const points = [1, 2].map((id) => ({ id, vector: {}, payload: { by: 'second' } }));
    upsertPoints(collection, { points, update_mode: 'insert_only' });
    expect(pointsById(collection, [1, 2]).map(({ payload }) => payload.by)).toEqual(['first', 'second']);
    upsertPoints(collection, {
      points: [1, 3].map((id) => ({ id, vector: {}, payload: { by: 'third' } })),
      update_mode: 'update_only',
    });
    expect([...collection.points.values()].map(({ id, payload }) => [id, payload.by])).toEqual([
      [2, 'second'],
      [1, 'third'],
    ]);
  });

  test('writes all or nothing', () => {
    const collection = makeCollection();
    const points = [[1, 0], [1]].map((dense, id) => ({ id, vector: { dense } }));
    expect(() => upsertPoints(collection, { points })).toThrow('expected dim: 2, got 1');
    expect(collection.points.size).toBe(0);
  });

  test('stops at the bound of the stand-in', () => {
    const collection = makeCollection();
    const points = Array.from({ length: 100_001 }, (_, id) => ({ id, vector: {} }));
    expect(() => upsertPoints(collection, { points })).toThrow('at most 100000 points');
  });
});

test('what a filter matched is looked up again after each write', () => {
  const collection = makeCollection([{ id: 1, payload: { price: 5 } }]);
  const count = () => matchingPoints(collection, cheap).size;
  expect(count()).toBe(1);
  upsertPoints(collection, { points: [{ id: 2, vector: {}, payload: { price: 6 } }] });
  expect(count()).toBe(2);
  setPayload(collection, { payload: { price: 60 }, points: [2] }, 'merge');
  expect(count()).toBe(1);
  deletePoints(collection, { points: [1] });
  expect(count()).toBe(0);
});

test('remembered filters are bounded', () => {
  const collection = makeCollection([{ id: 1 }]);
  for (let id = 0; id < 500; id += 1) matchingPoints(collection, { must: [{ has_id: [id] }] });
  expect(collection.matches.size).toBeLessThanOrEqual(50);
});

describe('deleting', () => {
  test('by id or by filter empties the inverted index', () => {
    const collection = makeCollection([
      { id: 1, vector: sparse(5), payload: { price: 5 } },
      { id: 2, vector: sparse(6), payload: { price: 50 } },
    ]);
    deletePoints(collection, { filter: cheap });
    expect(postingsOf(collection)).toEqual([6]);
    deletePoints(collection, { points: [2, 99] });
    expect(postingsOf(collection)).toEqual([]);
  });
});

describe('setting payload', () => {
  test('merges or replaces, and counts as a new version', () => {
    const collection = makeCollection([{ id: 1, payload: { a: 1 } }]);
    setPayload(collection, { payload: { b: 2 }, points: [1] }, 'merge');
    expect(pointsById(collection, [1])[0]).toMatchObject({ payload: { a: 1, b: 2 }, version: 1 });
    setPayload(collection, { payload: { c: 3 }, filter: {} }, 'replace');
    expect(pointsById(collection, [1])[0]).toMatchObject({ payload: { c: 3 }, version: 2 });
  });

  test('needs to be told of which points', () => {
    expect(() => setPayload(makeCollection(), { payload: {} }, 'merge')).toThrow(
      'Either list of point ids or filter must be provided',
    );
  });
});

test('operations of a batch are applied one by one', () => {
  const collection = makeCollection([{ id: 1, payload: { price: 5, name: 'vaso' } }]);
  applyOperation(collection, { overwrite_payload: { payload: { price: 6 }, points: [1] } });
  expect(pointsById(collection, [1])[0]?.payload).toEqual({ price: 6 });
  applyOperation(collection, { set_payload: { payload: { name: 'vaso' }, points: [1] } });
  expect(pointsById(collection, [1])[0]?.payload).toEqual({ price: 6, name: 'vaso' });
  applyOperation(collection, { upsert: { points: [{ id: 2, vector: {} }] } });
  applyOperation(collection, { delete: { points: [1] } });
  expect([...collection.points.keys()]).toEqual([2]);
});
