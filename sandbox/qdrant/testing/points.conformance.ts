import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RawQdrant } from './raw-qdrant.ts';

const uuid = '0b5fb9a5-3a4f-5c5e-8f4e-0a0b0c0d0e0f';

/** What Qdrant does with points: writing, reading by id and by page. */
export function describePoints(connect: () => RawQdrant): void {
  describe('points', () => {
    let qdrant: RawQdrant;
    let base: string;
    const post = <Result>(path: string, body: unknown) =>
      qdrant.call<Result>('POST', `${base}/points${path}`, body);
    const upsert = (points: unknown[], more = {}) =>
      qdrant.call('PUT', `${base}/points?wait=true`, { points, ...more });
    const payloadOf = async (id: number | string) =>
      (await post<{ payload: unknown }[]>('', { ids: [id] })).result[0]?.payload;

    beforeAll(() => {
      qdrant = connect();
    });
    beforeEach(async () => {
      const name = qdrant.newName();
      base = `/collections/${name}`;
      await qdrant.call('PUT', base, {
        vectors: { dense: { size: 2, distance: 'Cosine' } },
        sparse_vectors: { bm25: { modifier: 'idf' } },
      });
    });

    test('are searchable and readable when an upsert with wait is answered', async () => {
      const { status, result } = await upsert([
        { id: 7, vector: { dense: [3, 4] }, payload: { name: 'broca', tags: ['a', 'b'] } },
        { id: uuid, vector: { bm25: { indices: [5], values: [2] } } },
      ]);
      expect({ status, result }).toMatchObject({ status: 200, result: { status: 'completed' } });
      const { result: points } = await post<Record<string, unknown>[]>('', {
        ids: [7, uuid, 8],
        with_vector: true,
      });
      expect(points).toHaveLength(2);
      expect(points[0]).toMatchObject({ id: 7, payload: { name: 'broca', tags: ['a', 'b'] } });
      expect(points[1]).toMatchObject({ id: uuid, vector: { bm25: { indices: [5], values: [2] } } });
    });

    test('have normalised vectors where the distance is cosine', async () => {
      await upsert([{ id: 1, vector: { dense: [3, 4] } }]);
      const { result } = await post<{ vector: { dense: number[] } }[]>('', {
        ids: [1],
        with_vector: ['dense'],
      });
      expect(result[0]?.vector.dense[0]).toBeCloseTo(0.6, 6);
      expect(result[0]?.vector.dense[1]).toBeCloseTo(0.8, 6);
    });

    test('are replaced whole by an upsert of the same id', async () => {
      await upsert([{ id: 1, vector: { dense: [1, 0] }, payload: { a: 1, b: 2 } }]);
      await upsert([{ id: 1, vector: { dense: [0, 1] }, payload: { a: 3 } }]);
      expect(await payloadOf(1)).toEqual({ a: 3 });
      expect((await post('/count', {})).result).toEqual({ count: 1 });
    });

    test('are updated only where update_filter matches; new ones are inserted all the same', async () => {
      await upsert([
        { id: 1, vector: {}, payload: { version: 1 } },
        { id: 2, vector: {}, payload: { version: 5 } },
      ]);
      await upsert(
        [1, 2, 3].map((id) => ({ id, vector: {}, payload: { version: 4 } })),
        { update_filter: { must: [{ key: 'version', range: { lt: 4 } }] } },
      );
      expect(await Promise.all([1, 2, 3].map(payloadOf))).toEqual([4, 5, 4].map((version) => ({ version })));
    });

    test.each([
      ['a wrong size', { dense: [1, 2, 3] }, 'Wrong input: Vector dimension error: expected dim: 2, got 3'],
      ['an unknown name', { other: [1, 2] }, 'Wrong input: Not existing vector name error: other'],
      [
        'a sparse vector for a dense one',
        { dense: { indices: [1], values: [1] } },
        'Wrong input: Conversion between sparse and regular vectors failed',
      ],
    ])('%s is refused and nothing is written', async (_what, vector, message) => {
      const { status, error } = await upsert([
        { id: 1, vector: {} },
        { id: 2, vector },
      ]);
      expect({ status, error }).toEqual({ status: 400, error: message });
      expect((await post('/count', {})).result).toEqual({ count: 0 });
    });

    test('a malformed sparse vector is 422', async () => {
      for (const bm25 of [
        { indices: [1, 1], values: [1, 2] },
        { indices: [1], values: [] },
      ]) {
        const { status, error } = await upsert([{ id: 1, vector: { bm25 } }]);
        expect(status).toBe(422);
        expect(error).toMatch(
          /^Validation error in JSON body: \[.*must be (unique|the same length as indices)/,
        );
      }
    });

    test('an id that is neither number nor UUID is refused', async () => {
      expect((await upsert([{ id: 'furadeira', vector: {} }])).status).toBe(400);
    });

    test('are deleted by id and by filter', async () => {
      await upsert([1, 2, 3, 4].map((id) => ({ id, vector: {}, payload: { even: id % 2 === 0 } })));
      await post('/delete?wait=true', { points: [1, 99] });
      await post('/delete?wait=true', { filter: { must: [{ key: 'even', match: { value: true } }] } });
      const { result } = await post<{ points: { id: number }[] }>('/scroll', {});
      expect(result.points.map(({ id }) => id)).toEqual([3]);
    });

    test('keep or lose the rest of their payload when it is set or overwritten', async () => {
      await upsert([{ id: 1, vector: {}, payload: { price: 10, name: 'broca' } }]);
      await post('/payload?wait=true', { payload: { price: 12 }, points: [1] });
      expect(await payloadOf(1)).toEqual({ price: 12, name: 'broca' });
      const body = {
        payload: { price: 9 },
        filter: { must: [{ key: 'name', match: { value: 'broca' } }] },
      };
      await qdrant.call('PUT', `${base}/points/payload?wait=true`, body);
      expect(await payloadOf(1)).toEqual({ price: 9 });
    });

    test('are read in pages, numbers before UUIDs', async () => {
      await upsert([uuid, 30, 4, 100].map((id) => ({ id, vector: {} })));
      type Page = { points: { id: number | string }[]; next_page_offset: number | string | null };
      const { result: first } = await post<Page>('/scroll', { limit: 2, with_payload: false });
      expect(first).toEqual({ points: [{ id: 4 }, { id: 30 }], next_page_offset: 100 });
      const { result: second } = await post<Page>('/scroll', { offset: first.next_page_offset });
      expect(second.points.map(({ id }) => id)).toEqual([100, uuid]);
      expect(second.next_page_offset).toBeNull();
    });

    test('one by its id in the path, or 404', async () => {
      await upsert([{ id: 5, vector: { dense: [1, 0] }, payload: { a: 1 } }]);
      expect((await qdrant.call('GET', `${base}/points/5`)).result).toMatchObject({
        id: 5,
        payload: { a: 1 },
      });
      expect((await qdrant.call('GET', `${base}/points/6`)).status).toBe(404);
    });

    test('show the selected part of their payload', async () => {
      await upsert([{ id: 1, vector: {}, payload: { a: 1, b: 2, c: 3 } }]);
      const select = async (with_payload: unknown) =>
        (await post<{ payload?: unknown }[]>('', { ids: [1], with_payload })).result[0]?.payload;
      expect(await select(['a', 'c'])).toEqual({ a: 1, c: 3 });
      expect(await select({ include: ['b'] })).toEqual({ b: 2 });
      expect(await select({ exclude: ['b'] })).toEqual({ a: 1, c: 3 });
      expect((await select(false)) ?? null).toBeNull();
    });

    test('values of an indexed key are counted', async () => {
      await upsert(
        ['x', 'y', 'x', 'z', 'x', 'y'].map((tag, id) => ({ id, vector: {}, payload: { tag, late: id > 2 } })),
      );
      expect((await qdrant.call('POST', `${base}/facet`, { key: 'tag' })).status).toBe(400);
      await qdrant.call('PUT', `${base}/index?wait=true`, { field_name: 'tag', field_schema: 'keyword' });
      const facet = async (more: object) =>
        (await qdrant.call('POST', `${base}/facet`, { key: 'tag', exact: true, ...more })).result;
      expect(await facet({ limit: 2 })).toEqual({
        hits: [
          { value: 'x', count: 3 },
          { value: 'y', count: 2 },
        ],
      });
      expect(await facet({ filter: { must: [{ key: 'late', match: { value: true } }] } })).toEqual({
        hits: ['x', 'y', 'z'].map((value) => ({ value, count: 1 })),
      });
    });
  });
}
