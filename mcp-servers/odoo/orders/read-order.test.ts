import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createOrder, createPartner, createProduct } from '../testing/records.ts';
import { orderOf } from './customer-order.ts';
import { findOrder, readOrder } from './read-order.ts';

const context = { options: {}, timeZone: 'America/Manaus' };

describe('reading an order', () => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  let partner: number;
  beforeAll(async () => {
    under = await startSandboxUnderTest('json2');
    partner = await createPartner(under.odoo);
  });
  afterAll(() => under.close());

  test('leaves out sections and notes, and keeps the order of the lines', async () => {
    const [one, two] = [await createProduct(under.odoo), await createProduct(under.odoo)];
    const order = await under.odoo.create('sale.order', {
      partner_id: partner,
      order_line: [
        [0, 0, { display_type: 'line_section', name: 'Móveis', sequence: 1 }],
        [0, 0, { product_id: two, product_uom_qty: 1, sequence: 3 }],
        [0, 0, { product_id: one, product_uom_qty: 2.5, discount: 10, sequence: 2 }],
      ],
    });
    const { lines, amount_untaxed } = await readOrder(under.odoo, orderOf(partner, order), context);
    expect(lines).toMatchObject([
      { product_id: one, quantity: 2.5, unit_price: 100, discount: 10, subtotal: 225 },
      { product_id: two, quantity: 1, unit_price: 100, discount: 0, subtotal: 100 },
    ]);
    expect(amount_untaxed).toBe(325);
  });

  test("a line's name is its first line", async () => {
    const product_id = await createProduct(under.odoo, { name: 'Mesa', description_sale: 'De carvalho' });
    const order_line = [[0, 0, { product_id }]];
    const order = await under.odoo.create('sale.order', { partner_id: partner, order_line });
    const { lines } = await readOrder(under.odoo, orderOf(partner, order), context);
    expect(lines[0]?.name).toBe('Mesa');
  });

  test('takes the newest of several that fit', async () => {
    await createOrder(under.odoo, partner);
    const newest = await createOrder(under.odoo, partner);
    const found = await findOrder(under.odoo, [['partner_id', '=', partner]], context);
    expect(found?.order_id).toBe(newest);
  });

  test('finds nothing, or says so', async () => {
    const nobody = orderOf(999_999, 1);
    expect(await findOrder(under.odoo, nobody, context)).toBeUndefined();
    await expect(readOrder(under.odoo, nobody, context)).rejects.toMatchObject({
      name: 'NotFoundError',
      code: 'order_not_found',
    });
  });
});
