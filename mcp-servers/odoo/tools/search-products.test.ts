import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createProduct, unique } from '../testing/records.ts';

describe('search_products', () => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    under = await startSandboxUnderTest('json2');
  });
  afterAll(() => under.close());

  const search = async (query: string, limit = 10) => {
    const { data, text, isError } = await under.server.call('search_products', { query, limit });
    expect(isError, text).toBe(false);
    return data as {
      products: { product_id: number; name: string; sku: string | null }[];
      has_more: boolean;
    };
  };

  test('an exact code comes first, whatever its case, and whatever names hold it', async () => {
    const code = unique('XQ').replace(' ', '');
    const named = await createProduct(under.odoo, { name: `Aaa ${code} capa` });
    const coded = await createProduct(under.odoo, { name: 'Zzz', default_code: code });
    const { products } = await search(code.toLowerCase());
    expect(products.map(({ product_id }) => product_id)).toEqual([coded, named]);
  });

  test('finds a barcode', async () => {
    const product = await createProduct(under.odoo, { barcode: '7891234567895' });
    expect((await search('7891234567895')).products).toMatchObject([
      { product_id: product, barcode: '7891234567895' },
    ]);
  });

  test('all words of the name must fit, in any order', async () => {
    const stamp = unique('w').replace(' ', '');
    const product = await createProduct(under.odoo, { name: `Mesa redonda ${stamp} branca` });
    await createProduct(under.odoo, { name: `Mesa quadrada ${stamp}` });
    const { products } = await search(`${stamp} REDONDA mesa`);
    expect(products.map(({ product_id }) => product_id)).toEqual([product]);
  });

  test('shows name without code, price, category and stock', async () => {
    const code = unique('SK').replace(' ', '');
    const product = await createProduct(under.odoo, {
      name: 'Cadeira',
      default_code: code,
      list_price: 49.9,
    });
    expect((await search(code)).products).toEqual([
      {
        product_id: product,
        sku: code,
        barcode: null,
        name: 'Cadeira',
        list_price: 49.9,
        currency: 'BRL',
        free_quantity: null,
        category: expect.toSatisfy((category) => category === null || typeof category === 'string'),
      },
    ]);
  });

  test('leaves out what is not for sale or archived', async () => {
    const code = unique('NO').replace(' ', '');
    await createProduct(under.odoo, { default_code: code, sale_ok: false });
    await createProduct(under.odoo, { default_code: code, active: false });
    expect(await search(code)).toMatchObject({ products: [], has_more: false });
  });

  test('says when more products fit', async () => {
    const stamp = unique('m').replace(' ', '');
    for (const color of ['azul', 'branca', 'cinza'])
      await createProduct(under.odoo, { name: `${stamp} ${color}` });
    expect(await search(stamp, 2)).toMatchObject({ has_more: true, products: [{}, {}] });
    expect(await search(stamp, 3)).toMatchObject({ has_more: false });
  });

  test('cuts an answer beyond the budget, and says so', async () => {
    const small = await startSandboxUnderTest('json2', 15, 19, { MCP_ANSWER_TOKENS: '500' });
    const { data } = await small.server
      .call('search_products', { query: 'a', limit: 50 })
      .finally(small.close);
    expect((data.products as unknown[]).length).toBeLessThan(20);
    expect(data.has_more).toBe(true);
  });

  test('a wildcard is a character like any other', async () => {
    await createProduct(under.odoo);
    expect((await search('%')).products.every(({ name }) => name.includes('%'))).toBe(true);
    expect((await search('_____')).products).toEqual([]);
  });

  test.each([
    ['an empty query', { query: '  ' }],
    ['no limit at all', { query: 'mesa', limit: 0 }],
    ['an absurd limit', { query: 'mesa', limit: 1_000 }],
  ])('refuses %s', async (_name, args) => {
    expect((await under.server.call('search_products', args)).text).toMatch(/^invalid_input/);
  });
});
