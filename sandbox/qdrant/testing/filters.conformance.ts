import { beforeAll, describe, expect, test } from 'vitest';
import type { RawQdrant } from './raw-qdrant.ts';

const uuid = 'ffffffff-0000-4000-8000-000000000001';
const payloads = [
  { id: 1, name: 'Furadeira de impacto', price: 299.9, stock: 3, active: true, tags: ['eletrica', 'obra'] },
  {
    id: 2,
    name: 'Broca de aço',
    price: 12.5,
    stock: 0,
    active: true,
    tags: ['obra'],
    maker: { name: 'Forte' },
  },
  { id: 3, name: 'Luva', price: 9, stock: 50, active: false, tags: [], code: null },
  { id: uuid, name: 'Brocal', price: '12.5' },
];

/** Which points each condition of a filter lets through. */
export function describeFilters(connect: () => RawQdrant): void {
  describe('filters', () => {
    let qdrant: RawQdrant;
    let base: string;
    beforeAll(async () => {
      qdrant = connect();
      base = `/collections/${qdrant.newName()}`;
      await qdrant.call('PUT', base, { sparse_vectors: { bm25: {} } });
      const points = payloads.map(({ id, ...payload }) => ({
        id,
        payload,
        vector: id === 1 ? { bm25: { indices: [1], values: [1] } } : {},
      }));
      await qdrant.call('PUT', `${base}/points?wait=true`, { points });
      const index = {
        field_name: 'name',
        field_schema: { type: 'text', tokenizer: 'word', lowercase: true },
      };
      await qdrant.call('PUT', `${base}/index?wait=true`, index);
    });

    const idsOf = async (filter: unknown) => {
      const { result } = await qdrant.call<{ points: { id: unknown }[] }>('POST', `${base}/points/scroll`, {
        filter,
        with_payload: false,
      });
      return result.points.map(({ id }) => id);
    };
    const must = (...conditions: unknown[]) => ({ must: conditions });
    const key = (name: string, condition: object) => ({ key: name, ...condition });

    test.each([
      ['nothing', {}, [1, 2, 3, uuid]],
      ['a value', must(key('stock', { match: { value: 0 } })), [2]],
      ['a truth value', must(key('active', { match: { value: false } })), [3]],
      ['one element of a list', must(key('tags', { match: { value: 'obra' } })), [1, 2]],
      ['an inner key', must(key('maker.name', { match: { value: 'Forte' } })), [2]],
      ['a type that differs', must(key('price', { match: { value: '12.5' } })), [uuid]],
      ['any of several', must(key('stock', { match: { any: [0, 50] } })), [2, 3]],
      ['any of none', must(key('stock', { match: { any: [] } })), []],
      ['none of several', must(key('stock', { match: { except: [0, 50] } })), [1]],
      ['a range', must(key('price', { range: { gte: 9, lt: 200 } })), [2, 3]],
      ['an open range', must(key('price', { range: { gt: 12.5 } })), [1]],
      ['all words of a text', must(key('name', { match: { text: 'impacto FURADEIRA' } })), [1]],
      ['whole words only', must(key('name', { match: { text: 'broca' } })), [2]],
      ['any word of a text', must(key('name', { match: { text_any: 'luva furadeira' } })), [1, 3]],
      ['an empty key', must({ is_empty: { key: 'tags' } }), [3, uuid]],
      ['a key that is null', must({ is_null: { key: 'code' } }), [3]],
      ['ids', must({ has_id: [2, uuid, 77] }), [2, uuid]],
      ['a vector', must({ has_vector: 'bm25' }), [1]],
      [
        'all of must',
        must(key('active', { match: { value: true } }), key('stock', { range: { gt: 0 } })),
        [1],
      ],
      [
        'one of should',
        { should: [key('stock', { match: { value: 3 } }), key('stock', { match: { value: 50 } })] },
        [1, 3],
      ],
      ['none of must_not', { must_not: [key('tags', { match: { value: 'obra' } })] }, [3, uuid]],
      ['a single condition without a list', { must: key('stock', { match: { value: 3 } }) }, [1]],
      [
        'a filter inside a filter',
        must({ should: [{ has_id: [1] }, { must_not: [{ has_id: [1, 2, 3] }] }] }),
        [1, uuid],
      ],
      [
        'at least so many',
        {
          min_should: {
            min_count: 2,
            conditions: [
              { has_id: [1, 2] },
              key('active', { match: { value: true } }),
              key('stock', { match: { value: 50 } }),
            ],
          },
        },
        [1, 2],
      ],
    ])('%s', async (_what, filter, expected) => {
      expect(await idsOf(filter)).toEqual(expected);
    });

    test('an unknown condition is refused instead of matching everything', async () => {
      for (const filter of [
        { musst: [] },
        must({ key: 'stock', mach: { value: 1 } }),
        must({ nonsense: 1 }),
      ]) {
        const { status } = await qdrant.call('POST', `${base}/points/scroll`, { filter });
        expect(status).toBe(400);
      }
    });

    test('counts and queries obey the same filter', async () => {
      const filter = must(key('price', { range: { lte: 12.5 } }));
      const count = await qdrant.call('POST', `${base}/points/count`, { filter, exact: true });
      expect(count.result).toEqual({ count: 2 });
      const { result } = await qdrant.call<{ points: unknown[] }>('POST', `${base}/points/query`, { filter });
      expect(result.points).toHaveLength(2);
    });
  });
}
