import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type QdrantUnderTest, startFilledQdrant } from '../testing/qdrant-under-test.ts';

let shop: QdrantUnderTest;
beforeAll(async () => {
  shop = await startFilledQdrant();
});
afterAll(() => shop.close());

const search = async (args: Record<string, unknown>) =>
  (await shop.server.call('search_products', args)).data as {
    mode: string;
    no_good_match: boolean;
    results: { product_id: number; matched_by: string[]; description: string }[];
  };
const idsOf = async (args: Record<string, unknown>) =>
  (await search(args)).results.map(({ product_id }) => product_id);

test('answers the whole of a product', async () => {
  const answer = await shop.server.call('search_products', { query: 'furadeira de impacto', limit: 1 });
  expect(answer.data).toEqual({
    mode: 'lexical',
    no_good_match: false,
    results: [
      {
        product_id: 11,
        sku: 'FUR-650',
        name: 'Furadeira de Impacto 650W',
        description: 'Velocidade variável e reversível, para concreto, madeira e metal.',
        category: 'Ferramentas / Elétricas',
        brand: null,
        price: 289.9,
        score: expect.any(Number),
        matched_by: ['words'],
      },
    ],
  });
});

test('what a product lacks is said to be lacking', async () => {
  const { results } = await search({ query: 'parafusadeira' });
  expect(results[0]).toMatchObject({ product_id: 13, category: null, description: '' });
  expect((await search({ query: 'lampada' })).results[0]).toMatchObject({ sku: '' });
});

test.each([
  ['furadera de inpacto', 11, ['spelling']],
  ['FURADEIRAS de impacto', 11, ['words']],
  ['lampada', 14, ['words']],
  ['fur 650', 11, ['sku']],
  ['7891234500115', 11, ['sku']],
])('"%s" finds product %i by %j', async (query, product_id, matched_by) => {
  expect((await search({ query })).results[0]).toMatchObject({ product_id, matched_by });
});

test.each(['notebook gamer', 'xpto zzz', 'ração de cachorro'])('"%s" is not sold here', async (query) => {
  expect(await search({ query })).toEqual({ mode: 'lexical', no_good_match: true, results: [] });
});

test('obeys price, category and stock', async () => {
  expect((await idsOf({ query: 'furadeira' })).sort()).toEqual([11, 12]);
  expect(await idsOf({ query: 'furadeira', max_price: 300 })).toEqual([11]);
  expect(await idsOf({ query: 'furadeira', in_stock: false })).toEqual([12]);
  expect(await idsOf({ query: 'furadeira', in_stock: true })).toEqual([11]);
  expect(await idsOf({ query: 'lampada', in_stock: true })).toEqual([14]);
  expect(await idsOf({ query: 'furadeira', category: 'eletricas', max_price: 300 })).toEqual([11]);
  expect(await idsOf({ query: 'furadeira', category: 'Iluminação' })).toEqual([]);
});

test('obeys brand and lowest price', async () => {
  const branded = { id: 31, title: 'Furadeira Compacta', text: '', brand: 'Norvík', price: 99 };
  const mine = { tenant: 'brands' };
  const documents = [branded, { ...branded, id: 32, brand: 'Vulcano', price: 300 }];
  await shop.server.call('upsert_documents', { collection: 'products', documents }, mine);
  const found = async (args: object) => {
    const { data } = await shop.server.call('search_products', { query: 'furadeira', ...args }, mine);
    return (data.results as { product_id: number }[]).map(({ product_id }) => product_id);
  };
  expect(await found({ brand: 'NORVIK' })).toEqual([31]);
  expect(await found({ min_price: 100 })).toEqual([32]);
  expect(await found({ min_price: 100, max_price: 200 })).toEqual([]);
});

test('counts what the good matches have in common, also of those that are not shown', async () => {
  const answer = await shop.server.call('search_products', {
    query: 'furadeira',
    limit: 1,
    facets: true,
  });
  expect(answer.data).toMatchObject({
    results: [{ product_id: expect.any(Number) }],
    facets: {
      products: 2,
      categories: [{ value: 'Ferramentas / Elétricas', count: 2 }],
      price: { lowest: 289.9, highest: 1_249 },
    },
  });
});

test('a long description is cut at a word', async () => {
  const { results } = await search({ query: 'lampada led' });
  expect(results[0]?.description.length).toBeLessThanOrEqual(200);
  expect(results[0]?.description).toMatch(/\w\.?…$/);
});

test('before anything was put in, nothing matches', async () => {
  const { data } = await shop.server.call('search_products', { query: 'furadeira' }, { tenant: 'new-shop' });
  expect(data).toEqual({ mode: 'lexical', no_good_match: true, results: [] });
});

describe('bad input', () => {
  test.each([
    [{}, 'query'],
    [{ query: '   ' }, 'query'],
    [{ query: 'x'.repeat(501) }, 'query'],
    [{ query: 'broca', limit: 0 }, 'limit'],
    [{ query: 'broca', limit: -5 }, 'limit'],
    [{ query: 'broca', limit: 1_000_000 }, 'limit'],
    [{ query: 'broca', limit: 2.5 }, 'limit'],
    [{ query: 'broca', max_price: -1 }, 'max_price'],
    [{ query: 'broca', tenant: 'another' }, 'tenant'],
  ])('%j is refused and named', async (args, name) => {
    const { isError, text } = await shop.server.call('search_products', args);
    expect(isError).toBe(true);
    expect(text).toMatch(/^invalid_input: /);
    expect(text).toContain(name);
  });

  test('a text full of operators is only a text', async () => {
    for (const query of ['"; DROP', '{"must": []}', '* OR 1=1', '%%%', '../../etc', '\u202e\u0000']) {
      expect((await search({ query })).no_good_match).toBe(true);
    }
  });
});

describe('when Qdrant fails', () => {
  test.each([
    ['server_error', 'qdrant_error'],
    ['html_error', 'qdrant_error'],
    ['unavailable', 'qdrant_error'],
    ['rate_limit', 'qdrant_error'],
    ['drop', 'qdrant_unreachable'],
  ] as const)('%s: the model is told to offer a human', async (fault, code) => {
    shop.sandbox.faults.next(fault);
    const { isError, text } = await shop.server.call('search_products', { query: 'furadeira' });
    expect(isError).toBe(true);
    expect(text).toMatch(new RegExp(`^${code}: `));
    expect(text).toContain('offer to hand over to a human');
    expect(text).not.toMatch(/127\.0\.0\.1|key of the stand-in|furadeira|html/);
  });

  test('and works again afterwards', async () => {
    expect(await idsOf({ query: 'furadeira de impacto', limit: 1 })).toEqual([11]);
  });
});

test('needs the scope', async () => {
  const { text } = await shop.server.call(
    'search_products',
    { query: 'broca' },
    { scopes: ['qdrant:write'] },
  );
  expect(text).toMatch(/^insufficient_scope: .*qdrant:read/);
});
