import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createProduct, unique } from '../testing/records.ts';

describe('check_availability', () => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    under = await startSandboxUnderTest('json2');
  });
  afterAll(() => under.close());

  const check = (...product_ids: number[]) => under.server.call('check_availability', { product_ids });

  test('gives the items in the order of the ids, each once', async () => {
    const one = await createProduct(under.odoo, {
      name: 'Cadeira',
      list_price: 49.9,
      default_code: unique('C'),
    });
    const two = await createProduct(under.odoo);
    const { data } = await check(two, one, two);
    expect(data.items).toMatchObject([
      { product_id: two },
      { product_id: one, name: 'Cadeira', list_price: 49.9, currency: 'BRL' },
    ]);
  });

  test('tells the free quantity of a product whose stock is counted', async () => {
    const [stocked] = await under.odoo.searchRead('product.product', {
      domain: [
        ['is_storable', '=', true],
        ['free_qty', '>', 0],
      ],
      fields: ['free_qty'],
      limit: 1,
    });
    const { data } = await check(Number(stocked?.id));
    expect(data.items).toMatchObject([{ free_quantity: stocked?.free_qty }]);
    expect(data.items).not.toMatchObject([{ available_note: expect.anything() }]);
  });

  test('says why the quantity of a service is not known', async () => {
    const service = await createProduct(under.odoo, { type: 'service' });
    expect((await check(service)).data.items).toMatchObject([
      { free_quantity: null, available_note: 'A service: it has no stock.' },
    ]);
  });

  test('names the products that there are not', async () => {
    const product = await createProduct(under.odoo);
    expect((await check(product, 999_998, 999_999)).text).toMatch(/^product_not_found: .* 999998, 999999\./);
  });

  test('takes 1 to 50 products', async () => {
    expect((await check()).text).toMatch(/^invalid_input/);
    expect((await check(...Array.from({ length: 51 }, (_, index) => index + 1))).text).toMatch(
      /^invalid_input/,
    );
  });
});
