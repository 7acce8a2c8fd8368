import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apis, startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createPartner, createProduct, unique } from '../testing/records.ts';

describe.each(apis)('create_quotation over %s', (api) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  let partner: number;
  let product: number;
  beforeAll(async () => {
    under = await startSandboxUnderTest(api, 1);
    partner = await createPartner(under.odoo);
    product = await createProduct(under.odoo, { default_code: unique('SKU') });
  });
  afterAll(() => under.close());

  const wish = (values: object = {}) => ({
    partner_id: partner,
    lines: [{ product_id: product, quantity: 2 }],
    idempotency_key: unique('key').replace(' ', '-'),
    ...values,
  });
  const quote = (args: object, principal?: object) =>
    under.server.call('create_quotation', args as Record<string, unknown>, principal);
  const countByKey = (key: string) => under.odoo.searchCount('sale.order', [['origin', '=', key]]);

  test("returns Odoo's own prices, and keeps the key in the order", async () => {
    const args = wish();
    const { data } = await quote(args);
    expect(data).toMatchObject({
      state: 'draft',
      partner_id: partner,
      lines: [{ product_id: product, quantity: 2, unit_price: 100, discount: 0, subtotal: 200 }],
      amount_untaxed: 200,
      currency: 'BRL',
      delivery_status: null,
      created: true,
    });
    const [record] = await under.odoo.read('sale.order', [Number(data.order_id)], ['origin', 'name']);
    expect(record).toMatchObject({ origin: args.idempotency_key, name: data.name });
  });

  test('a repeated call finds its own quotation', async () => {
    const args = wish();
    const { created: first, ...order } = (await quote(args)).data;
    const { created: second, ...again } = (await quote(args)).data;
    expect([first, second]).toEqual([true, false]);
    expect(again).toEqual(order);
    expect(await countByKey(args.idempotency_key)).toBe(1);
  });

  test('calls side by side make one quotation', async () => {
    const args = wish();
    const answers = await Promise.all(Array.from({ length: 5 }, () => quote(args)));
    expect(answers.filter(({ data }) => data.created)).toHaveLength(1);
    expect(new Set(answers.map(({ data }) => data.order_id)).size).toBe(1);
    expect(await countByKey(args.idempotency_key)).toBe(1);
  });

  test('an answer that was lost after the commit is found again', async () => {
    const args = wish();
    under.sandbox.faults.add({ kind: 'drop-after-commit', model: 'sale.order', method: 'create' });
    const { data } = await quote(args);
    expect(data).toMatchObject({ state: 'draft', created: true });
    expect(await countByKey(args.idempotency_key)).toBe(1);
  });

  test.each(['hang', 'html500'] as const)(
    '%s leaves the outcome unknown; the same call then ends it',
    async (kind) => {
      const args = wish();
      under.sandbox.faults.add({ kind, model: 'sale.order', method: 'create' });
      const { text } = await quote(args);
      expect(text).toMatch(/^outcome_unknown: /);
      expect(text).toContain('again with the same idempotency_key');
      expect(await countByKey(args.idempotency_key)).toBe(0);
      expect((await quote(args)).data).toMatchObject({ created: true });
      expect(await countByKey(args.idempotency_key)).toBe(1);
    },
  );

  test('a key is good for one wish of one customer', async () => {
    const args = wish();
    await quote(args);
    const others = [
      { ...args, lines: [{ product_id: product, quantity: 3 }] },
      { ...args, partner_id: await createPartner(under.odoo) },
    ];
    for (const other of others) {
      const { isError, text } = await quote(other);
      expect(isError).toBe(true);
      expect(text).toMatch(/^idempotency_key_reused: /);
    }
    expect(await countByKey(args.idempotency_key)).toBe(1);
  });

  test('after its quotation was cancelled a key makes a new one', async () => {
    const args = wish();
    const { data } = await quote(args);
    await under.odoo.call('sale.order', 'action_cancel', { ids: [Number(data.order_id)], mode: 'write' });
    const again = await quote(args);
    expect(again.data).toMatchObject({ created: true });
    expect(again.data.order_id).not.toBe(data.order_id);
  });

  test('a note is printed with the order and is no line of it', async () => {
    const { data } = await quote(wish({ note: 'Entregar à tarde' }));
    expect(data.lines).toHaveLength(1);
    const [note] = await under.odoo.searchRead('sale.order.line', {
      domain: [
        ['order_id', '=', data.order_id],
        ['display_type', '=', 'line_note'],
      ],
      fields: ['name'],
      limit: 1,
    });
    expect(note?.name).toBe('Entregar à tarde');
  });

  test('a product that is not for sale is named, and nothing is made', async () => {
    const hidden = await createProduct(under.odoo, { sale_ok: false });
    const args = wish({
      lines: [
        { product_id: product, quantity: 1 },
        { product_id: hidden, quantity: 1 },
        { product_id: 999_999, quantity: 1 },
      ],
    });
    const { text } = await quote(args);
    expect(text).toMatch(new RegExp(`^product_not_found: .* ${hidden}, 999999\\.`));
    expect(await countByKey(args.idempotency_key)).toBe(0);
  });

  test('a customer who acts for himself is the only one he can order for', async () => {
    const { partner_id: _, ...args } = wish();
    const principal = { customer: { partner } };
    expect((await quote(args, principal)).data).toMatchObject({ partner_id: partner });
    expect((await quote(wish(), principal)).text).toMatch(/^invalid_input/);
    expect((await quote(wish(), { scopes: ['odoo:read'] })).text).toMatch(/^insufficient_scope/);
  });
});

describe('create_quotation', () => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    under = await startSandboxUnderTest('json2');
  });
  afterAll(() => under.close());

  const line = { product_id: 1, quantity: 1 };
  test.each([
    ['nothing of a product', { lines: [{ product_id: 1, quantity: 0 }] }, 'lines.0.quantity'],
    ['less than nothing', { lines: [{ product_id: 1, quantity: -1 }] }, 'lines.0.quantity'],
    ['an absurd quantity', { lines: [{ product_id: 1, quantity: 10_001 }] }, 'lines.0.quantity'],
    ['no lines', { lines: [] }, 'lines'],
    ['too many lines', { lines: Array.from({ length: 51 }, () => line) }, 'lines'],
    ['a price of its own', { lines: [{ ...line, price_unit: 0.01 }] }, 'price_unit'],
    ['no key', { idempotency_key: '' }, 'idempotency_key'],
    ['a key with wildcards', { idempotency_key: '%' }, 'idempotency_key'],
  ])('refuses %s', async (_name, values, place) => {
    const args = { partner_id: 1, lines: [line], idempotency_key: 'key-1', ...values };
    const { text } = await under.server.call('create_quotation', args);
    expect(text).toMatch(/^invalid_input: /);
    expect(text).toContain(place);
  });
});
