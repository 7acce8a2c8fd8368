import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apis, startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createOrder, createPartner, stateOf } from '../testing/records.ts';

describe.each(apis)('cancel_quotation over %s', (api) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  let partner: number;
  beforeAll(async () => {
    under = await startSandboxUnderTest(api, 1);
    partner = await createPartner(under.odoo);
  });
  afterAll(() => under.close());

  const cancel = (order_id: number, partner_id = partner) =>
    under.server.call('cancel_quotation', { order_id, partner_id });

  test('cancels, and may be repeated', async () => {
    const order = await createOrder(under.odoo, partner);
    expect((await cancel(order)).data).toMatchObject({ state: 'cancel', already_cancelled: false });
    expect((await cancel(order)).data).toMatchObject({ state: 'cancel', already_cancelled: true });
    expect(await stateOf(under.odoo, order)).toBe('cancel');
  });

  test('leaves a confirmed order to a person', async () => {
    const order = await createOrder(under.odoo, partner);
    await under.odoo.call('sale.order', 'action_confirm', { ids: [order], mode: 'write' });
    expect((await cancel(order)).text).toMatch(/^order_confirmed: .*\nNext: Hand over to a person/);
    expect(await stateOf(under.odoo, order)).toBe('sale');
  });

  test('does not reach the quotation of another customer', async () => {
    const order = await createOrder(under.odoo, partner);
    const other = await createPartner(under.odoo);
    expect((await cancel(order, other)).text).toMatch(/^order_not_found: /);
    expect(await stateOf(under.odoo, order)).toBe('draft');
  });

  test('a lost answer is verified by reading', async () => {
    const order = await createOrder(under.odoo, partner);
    under.sandbox.faults.add({ kind: 'drop-after-commit', model: 'sale.order', method: 'action_cancel' });
    expect((await cancel(order)).data).toMatchObject({ state: 'cancel', already_cancelled: false });
  });
});
