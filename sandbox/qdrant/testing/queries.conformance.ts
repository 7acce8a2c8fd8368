import { beforeAll, describe, expect, test } from 'vitest';
import type { RawQdrant } from './raw-qdrant.ts';

type Points = { points: { id: number; score: number; payload?: unknown }[] };

const sparse = (weights: Record<number, number>) => ({
  indices: Object.keys(weights).map(Number),
  values: Object.values(weights),
});

/** Term 1 is common, term 2 is rare; tenant b has term 3 only. */
const documents: { id: number; tenant: string; dense: number[]; bm25: Record<number, number> }[] = [
  { id: 1, tenant: 'a', dense: [1, 0], bm25: { 1: 1, 2: 1 } },
  { id: 2, tenant: 'a', dense: [0.9, 0.1], bm25: { 1: 2 } },
  { id: 3, tenant: 'a', dense: [0, 1], bm25: { 1: 1.5 } },
  { id: 4, tenant: 'b', dense: [-1, 0], bm25: { 1: 1, 3: 1 } },
  { id: 5, tenant: 'b', dense: [0.7, 0.7], bm25: { 3: 2 } },
];

const idf = (size: number, frequency: number) => Math.log((size - frequency + 0.5) / (frequency + 0.5) + 1);

/** How Qdrant scores and fuses. */
export function describeQueries(connect: () => RawQdrant): void {
  describe('queries', () => {
    let qdrant: RawQdrant;
    let base: string;
    beforeAll(async () => {
      qdrant = connect();
      base = `/collections/${qdrant.newName()}`;
      await qdrant.call('PUT', base, {
        vectors: { dense: { size: 2, distance: 'Cosine' } },
        sparse_vectors: { bm25: { modifier: 'idf' }, plain: {} },
      });
      const points = documents.map(({ id, tenant, dense, bm25 }) => ({
        id,
        vector: { dense, bm25: sparse(bm25), plain: sparse(bm25) },
        payload: { tenant },
      }));
      await qdrant.call('PUT', `${base}/points?wait=true`, { points });
    });

    const query = async (body: object) =>
      (await qdrant.call<Points>('POST', `${base}/points/query`, body)).result.points;
    const idsOf = async (body: object) => (await query(body)).map(({ id }) => id);
    const tenant = (value: string) => ({ must: [{ key: 'tenant', match: { value } }] });

    test('dense vectors by cosine, best first', async () => {
      const points = await query({ query: [2, 0], using: 'dense', limit: 3 });
      expect(points.map(({ id }) => id)).toEqual([1, 2, 5]);
      expect(points[0]?.score).toBeCloseTo(1, 5);
      expect(points[2]?.score).toBeCloseTo(Math.SQRT1_2, 5);
    });

    test('sparse vectors by dot product, only where a dimension is shared', async () => {
      const points = await query({ query: sparse({ 2: 1, 3: 2 }), using: 'plain' });
      expect(points.map(({ id, score }) => [id, score])).toEqual([
        [5, 4],
        [4, 2],
        [1, 1],
      ]);
    });

    test('with the modifier the server multiplies by ln((N − df + 0.5) / (df + 0.5) + 1)', async () => {
      const points = await query({ query: sparse({ 1: 1, 2: 1 }), using: 'bm25' });
      const scores = new Map(points.map(({ id, score }) => [id, score]));
      expect(scores.get(1)).toBeCloseTo(idf(5, 4) + idf(5, 1), 5);
      expect(scores.get(2)).toBeCloseTo(2 * idf(5, 4), 5);
      expect(scores.has(5)).toBe(false);
    });

    test('a corpus confines the statistics, not the results', async () => {
      const points = await query({
        query: sparse({ 3: 1 }),
        using: 'bm25',
        params: { idf: { corpus: tenant('b') } },
      });
      expect(points.map(({ id }) => id)).toEqual([5, 4]);
      expect(points[1]?.score).toBeCloseTo(idf(2, 2), 5);
    });

    test('a term that nobody has scores nothing', async () => {
      expect(await query({ query: sparse({ 999: 1 }), using: 'bm25' })).toEqual([]);
      expect(await query({ query: { indices: [], values: [] }, using: 'bm25' })).toEqual([]);
    });

    test('a filter, a threshold, a limit and an offset confine the results', async () => {
      const body = { query: [1, 0], using: 'dense' };
      expect(await idsOf({ ...body, filter: tenant('b') })).toEqual([5, 4]);
      expect(await idsOf({ ...body, score_threshold: 0.5 })).toEqual([1, 2, 5]);
      expect(await idsOf({ ...body, limit: 2, offset: 1 })).toEqual([2, 5]);
    });

    test('payload comes only when it is asked for', async () => {
      const [plain] = await query({ query: [1, 0], using: 'dense', limit: 1 });
      expect(plain?.payload ?? null).toBeNull();
      const [full] = await query({ query: [1, 0], using: 'dense', limit: 1, with_payload: true });
      expect(full?.payload).toEqual({ tenant: 'a' });
    });

    test('without a query the points come in the order of their ids, all alike', async () => {
      const points = await query({ filter: tenant('b') });
      expect(points.map(({ id, score }) => [id, score])).toEqual([
        [4, 1],
        [5, 1],
      ]);
    });

    test('the vector of a point can be the query; the point itself is left out', async () => {
      expect(await idsOf({ query: 1, using: 'dense', limit: 2 })).toEqual([2, 5]);
    });

    describe('fusion', () => {
      const prefetch = [
        { query: [1, 0], using: 'dense', limit: 3 },
        { query: sparse({ 1: 1 }), using: 'bm25', limit: 2 },
      ];
      // dense: 1, 2, 5; bm25: 2, 3

      test('adds 1 / (rank + k − 1) of each source, k is 2 by default', async () => {
        for (const fusion of [{ fusion: 'rrf' }, { rrf: {} }, { rrf: { k: 2 } }]) {
          const points = await query({ prefetch, query: fusion });
          const scores = new Map(points.map(({ id, score }) => [id, score]));
          expect(points[0]?.id).toBe(2);
          expect(scores.get(2)).toBeCloseTo(1 / 3 + 1 / 2, 5);
          expect(scores.get(1)).toBeCloseTo(1 / 2, 5);
          expect(scores.get(5)).toBeCloseTo(1 / 4, 5);
          expect(scores.get(3)).toBeCloseTo(1 / 3, 5);
        }
      });

      test('a weight divides the rank of its source', async () => {
        const points = await query({ prefetch, query: { rrf: { k: 60, weights: [3, 0.5] } } });
        const scores = new Map(points.map(({ id, score }) => [id, score]));
        expect(scores.get(1)).toBeCloseTo(1 / (1 / 3 + 59), 6);
        expect(scores.get(2)).toBeCloseTo(1 / (2 / 3 + 59) + 1 / (1 / 0.5 + 59), 6);
        expect(scores.get(3)).toBeCloseTo(1 / (2 / 0.5 + 59), 6);
      });

      test('the filter of the root holds for every source', async () => {
        expect(await idsOf({ prefetch, query: { rrf: { k: 60 } }, filter: tenant('b') })).toEqual([4, 5]);
      });

      test('sources can be nested, and rescored by a vector', async () => {
        const nested = { prefetch, query: { fusion: 'rrf' }, limit: 3 };
        expect(await idsOf({ prefetch: nested, query: [0, 1], using: 'dense' })).toEqual([3, 2, 1]);
      });

      test('needs a weight for each source', async () => {
        const { status, error } = await qdrant.call('POST', `${base}/points/query`, {
          prefetch,
          query: { rrf: { weights: [1] } },
        });
        expect(status).toBe(400);
        expect(error).toContain('RRF weights length (1) does not match number of prefetches (2)');
      });
    });

    test('several queries are answered in one request, in order', async () => {
      const { result } = await qdrant.call<Points[]>('POST', `${base}/points/query/batch`, {
        searches: [
          { query: [1, 0], using: 'dense', limit: 1 },
          { query: sparse({ 3: 1 }), using: 'plain', limit: 1 },
        ],
      });
      expect(result.map(({ points }) => points.map(({ id }) => id))).toEqual([[1], [5]]);
    });

    test.each([
      ['an unknown vector', { query: [1, 0], using: 'other' }, 400, 'Not existing vector name error: other'],
      ['a wrong size', { query: [1], using: 'dense' }, 400, 'Vector dimension error: expected dim: 2, got 1'],
      [
        'prefetches without a query',
        { prefetch: [{ query: [1, 0], using: 'dense' }] },
        400,
        'without a query',
      ],
      ['a limit of nothing', { query: [1, 0], using: 'dense', limit: 0 }, 422, 'must be 1 or larger'],
      ['a query that is none', { query: { closest: [1, 0] } }, 400, 'Format error in JSON body'],
    ])('%s is refused', async (_what, body, status, message) => {
      const answer = await qdrant.call('POST', `${base}/points/query`, body);
      expect(answer.status).toBe(status);
      expect(answer.error).toContain(message);
    });
  });
}
