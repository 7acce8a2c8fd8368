import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apis, startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createOrder, createPartner, stateOf } from '../testing/records.ts';

describe.each(apis)('confirm_order over %s', (api) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  let partner: number;
  beforeAll(async () => {
    under = await startSandboxUnderTest(api, 1);
    partner = await createPartner(under.odoo);
  });
  afterAll(() => under.close());

  const prepare = async () => {
    const order_id = await createOrder(under.odoo, partner);
    const [record] = await under.odoo.read('sale.order', [order_id], ['amount_total']);
    return { order_id, partner_id: partner, expected_total: Number(record?.amount_total) };
  };
  const confirm = (args: Record<string, unknown>) => under.server.call('confirm_order', args);

  test('confirms at the total that the customer saw', async () => {
    const args = await prepare();
    expect((await confirm(args)).data).toMatchObject({
      order_id: args.order_id,
      state: 'sale',
      amount_total: args.expected_total,
      already_confirmed: false,
    });
    expect(await stateOf(under.odoo, args.order_id)).toBe('sale');
  });

  test('half a cent is no difference, a cent is one', async () => {
    const args = await prepare();
    const { text } = await confirm({ ...args, expected_total: args.expected_total + 0.01 });
    expect(text).toMatch(/^total_changed: /);
    expect(text).toContain('get_order');
    expect(await stateOf(under.odoo, args.order_id)).toBe('draft');
    expect((await confirm({ ...args, expected_total: args.expected_total - 0.004 })).data.state).toBe('sale');
  });

  test('a confirmed order is a success, whatever total is named', async () => {
    const args = await prepare();
    await confirm(args);
    expect((await confirm({ ...args, expected_total: 1 })).data).toMatchObject({ already_confirmed: true });
  });

  test('calls side by side confirm once', async () => {
    const args = await prepare();
    const answers = await Promise.all(Array.from({ length: 4 }, () => confirm(args)));
    expect(answers.map(({ data }) => data.already_confirmed).sort()).toEqual([false, true, true, true]);
  });

  test('an answer that was lost after the commit is verified by reading', async () => {
    const args = await prepare();
    under.sandbox.faults.add({ kind: 'drop-after-commit', model: 'sale.order', method: 'action_confirm' });
    expect((await confirm(args)).data).toMatchObject({ state: 'sale', already_confirmed: false });
  });

  test('an answer that never comes leaves the order as it is read', async () => {
    const args = await prepare();
    under.sandbox.faults.add({ kind: 'hang', model: 'sale.order', method: 'action_confirm' });
    const { text } = await confirm(args);
    expect(text).toMatch(/^outcome_unknown: /);
    expect(text).toContain('get_order');
    expect(await stateOf(under.odoo, args.order_id)).toBe('draft');
  });

  test('a cancelled quotation stays cancelled', async () => {
    const args = await prepare();
    await under.odoo.call('sale.order', 'action_cancel', { ids: [args.order_id], mode: 'write' });
    expect((await confirm(args)).text).toMatch(/^order_cancelled: /);
  });

  test('the order of another customer does not exist', async () => {
    const args = await prepare();
    const other = await createPartner(under.odoo);
    const foreign = await confirm({ ...args, partner_id: other });
    const missing = await confirm({ ...args, order_id: 999_999 });
    expect(foreign.text).toMatch(/^order_not_found: /);
    expect(foreign.text).toBe(missing.text);
    expect(await stateOf(under.odoo, args.order_id)).toBe('draft');
  });
});
