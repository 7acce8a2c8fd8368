import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createOrder, createPartner } from '../testing/records.ts';

describe('get_order', () => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  let partner: number;
  let order: number;
  let name: string;
  beforeAll(async () => {
    under = await startSandboxUnderTest('json2');
    partner = await createPartner(under.odoo, { name: 'Loja da Ana' });
    order = await createOrder(under.odoo, partner, 3);
    const [record] = await under.odoo.read('sale.order', [order], ['name']);
    name = String(record?.name);
  });
  afterAll(() => under.close());

  const get = (args: object, principal?: object) =>
    under.server.call('get_order', { partner_id: partner, ...args }, principal);

  test('gives the order with lines, totals and progress', async () => {
    const { data } = await get({ order_id: order });
    expect(data).toMatchObject({
      order_id: order,
      name,
      state: 'draft',
      partner_id: partner,
      partner_name: 'Loja da Ana',
      lines: [{ quantity: 3, unit_price: 100, subtotal: 300 }],
      amount_untaxed: 300,
      currency: 'BRL',
      delivery_status: null,
      invoice_status: 'no',
    });
    const { utc, local } = data.date_order as { utc: string; local: string };
    expect(Date.now() - Date.parse(utc)).toBeLessThan(60_000);
    expect(Date.parse(local)).toBe(Date.parse(utc));
    expect([utc, local]).toEqual([expect.stringMatching(/Z$/), expect.stringMatching(/-03:00$/)]);
    expect(data.context).toEqual({ language: 'pt_BR', time_zone: 'America/Sao_Paulo', company_id: 1 });
  });

  test.each([(text: string) => text, (text: string) => text.toLowerCase(), (text: string) => ` ${text} `])(
    'finds it by the number that the customer knows',
    async (write) => {
      expect((await get({ name: write(name) })).data.order_id).toBe(order);
    },
  );

  test('gives times by the clock that was asked for, and texts in that language', async () => {
    const context = { language: 'en-US', time_zone: 'Asia/Kolkata', company_id: 1 };
    const { data } = await get({ order_id: order, context });
    expect(data.date_order).toMatchObject({ local: expect.stringMatching(/\+05:30$/) });
    expect(data.context).toEqual({ ...context, language: 'en_US' });
  });

  test.each([
    ['a language that is not installed', { language: 'xx_XX' }, /^odoo_refused: .*xx_XX/],
    ['a company of others', { company_id: 999 }, /^odoo_access: /],
    ['a clock that there is not', { time_zone: 'Brasil' }, /^invalid_input: .*America\/Sao_Paulo/],
    ['a language in words', { language: 'Portuguese' }, /^invalid_input: .*pt_BR/],
    ['another context', { uid: 1 }, /^invalid_input: .*uid/],
  ])('%s is refused', async (_name, context, text) => {
    expect((await get({ order_id: order, context })).text).toMatch(text);
  });

  test('a wildcard is no number', async () => {
    expect((await get({ name: 'S%' })).text).toMatch(/^order_not_found/);
    expect((await get({ name: name.replace(/\d$/, '_') })).text).toMatch(/^order_not_found/);
  });

  test('id and number must fit together', async () => {
    const other = await createOrder(under.odoo, partner);
    expect((await get({ order_id: other, name })).text).toMatch(/^order_not_found/);
  });

  test('one of the two is needed', async () => {
    expect((await get({})).text).toMatch(/^invalid_input: Neither order_id nor name/);
  });

  test('the order of another customer is as good as missing', async () => {
    const principal = { customer: { partner: await createPartner(under.odoo) } };
    const foreign = await under.server.call('get_order', { order_id: order }, principal);
    const missing = await under.server.call('get_order', { order_id: 999_999 }, principal);
    expect(foreign.text).toMatch(/^order_not_found/);
    expect(foreign.text).toBe(missing.text);
  });

  test('a customer who is not identified has no orders to see', async () => {
    const principal = { customer: { phone: '+5511987654321' } };
    const { text } = await under.server.call('get_order', { order_id: order }, principal);
    expect(text).toMatch(/^customer_not_identified/);
  });
});
