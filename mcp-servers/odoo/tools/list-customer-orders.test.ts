import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createOrder, createPartner } from '../testing/records.ts';

describe('list_customer_orders', () => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  let partner: number;
  const orders: number[] = [];
  beforeAll(async () => {
    under = await startSandboxUnderTest('json2');
    partner = await createPartner(under.odoo);
    for (const _ of [1, 2, 3]) orders.push(await createOrder(under.odoo, partner));
  });
  afterAll(() => under.close());

  const list = async (args: object = {}, partner_id = partner) => {
    const { data } = await under.server.call('list_customer_orders', { partner_id, ...args });
    return data as { orders: { order_id: number }[]; has_more: boolean };
  };

  test('gives the newest first, each in a few words', async () => {
    const answer = await list();
    expect(answer.orders.map(({ order_id }) => order_id)).toEqual(orders.toReversed());
    expect(answer.has_more).toBe(false);
    expect(answer.orders[0]).toEqual({
      order_id: orders[2],
      name: expect.stringMatching(/^S\d+/),
      state: 'draft',
      date_order: { utc: expect.stringMatching(/Z$/), local: expect.stringMatching(/-03:00$/) },
      amount_total: expect.any(Number),
      currency: 'BRL',
      delivery_status: null,
      invoice_status: 'no',
    });
  });

  test('says when there are older ones', async () => {
    expect(await list({ limit: 2 })).toMatchObject({ has_more: true, orders: [{}, {}] });
    expect(await list({ limit: 3 })).toMatchObject({ has_more: false });
  });

  test('gives nothing of other customers', async () => {
    expect(await list({}, await createPartner(under.odoo))).toMatchObject({ orders: [], has_more: false });
  });

  test.each([0, -1, 51, 1.5])('refuses the limit %d', async (limit) => {
    const { text } = await under.server.call('list_customer_orders', { partner_id: partner, limit });
    expect(text).toMatch(/^invalid_input: .*limit/);
  });
});
