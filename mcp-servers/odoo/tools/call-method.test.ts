import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apis, startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createOrder, createPartner } from '../testing/records.ts';

const methods = 'sale.order.action_lock, res.partner.name_search, res.partner.search, res.users.write';

describe.each(apis)('call_method over %s', (api) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    const environment = { ODOO_METHODS: methods, MCP_ANSWER_TOKENS: '500' };
    under = await startSandboxUnderTest(api, 2, 19, environment);
  });
  afterAll(() => under.close());

  const call = (args: object, principal?: object) => under.server.call('call_method', { ...args }, principal);

  test('calls a listed method on records; returning nothing is a success', async () => {
    const order = await createOrder(under.odoo, await createPartner(under.odoo));
    const { data } = await call({ model: 'sale.order', method: 'action_lock', ids: [order] });
    expect(data).toMatchObject({ result: null, context: { language: 'pt_BR' } });
    expect(await under.odoo.read('sale.order', [order], ['locked'])).toEqual([{ id: order, locked: true }]);
  });

  test('calls a method of the model itself, with arguments', async () => {
    const partner = await createPartner(under.odoo, { name: 'Zoraide Única' });
    const args = { model: 'res.partner', method: 'name_search', arguments: { name: 'Zoraide Ú' } };
    expect((await call(args)).data.result).toEqual([[partner, 'Zoraide Única']]);
  });

  test('an answer beyond the budget is left out, and said to be', async () => {
    const partners = Array.from({ length: 400 }, (_, index) => ({ name: `Lote ${index}` }));
    await under.odoo.createMany('res.partner', partners);
    const args = { model: 'res.partner', method: 'search', arguments: { domain: [] } };
    expect((await call(args)).data).toMatchObject({ result: null, result_omitted: true });
  });

  test.each([
    [
      'what is not listed',
      { model: 'sale.order', method: 'action_unlock' },
      /^method_denied: .*It may call sale\.order\.action_lock/,
    ],
    ['a private method', { model: 'sale.order', method: '_write' }, /^invalid_input: .*method/],
    ['a closed model even if it is listed', { model: 'res.users', method: 'write' }, /^model_denied/],
    [
      'a record that is not there',
      { model: 'sale.order', method: 'action_lock', ids: [999_999] },
      /^record_not_found/,
    ],
  ])('refuses %s', async (_name, args, text) => {
    expect((await call(args)).text).toMatch(text);
  });

  test('an answer that never comes leaves the outcome unknown', async () => {
    const order = await createOrder(under.odoo, await createPartner(under.odoo));
    under.sandbox.faults.add({ kind: 'hang', model: 'sale.order', method: 'action_lock' });
    const { text } = await call({ model: 'sale.order', method: 'action_lock', ids: [order] });
    expect(text).toMatch(/^outcome_unknown: .*\nNext: Look up whether/);
  });

  test('with a key it is called once, whatever becomes of the answer', async () => {
    const order = await createOrder(under.odoo, await createPartner(under.odoo));
    const args = { model: 'sale.order', method: 'action_lock', ids: [order] };
    const isLocked = async () => (await under.odoo.read('sale.order', [order], ['locked']))[0]?.locked;
    const unlock = () => under.odoo.call('sale.order', 'action_unlock', { ids: [order], mode: 'write' });
    const first = { ...args, idempotency_key: `lock-${order}` };
    expect((await call(first)).data).not.toHaveProperty('repeated');
    await unlock();
    expect((await call(first)).data).toMatchObject({ result: null, repeated: true });
    expect(await isLocked()).toBe(false);

    const second = { ...args, idempotency_key: `again-${order}` };
    under.sandbox.faults.add({ kind: 'hang-after-commit', model: 'sale.order', method: 'action_lock' });
    expect((await call(second)).text).toMatch(/^outcome_unknown/);
    await unlock();
    expect((await call(second)).text).toMatch(/^outcome_unknown: .*\nNext: Look at the records whether/);
    expect(await isLocked()).toBe(false);
    const other = await call({ ...second, ids: [] });
    expect(other.text).toMatch(/^idempotency_key_reused/);
  });

  test('is nothing for a caller who acts for a customer, or who may only read', async () => {
    const args = { model: 'sale.order', method: 'action_lock' };
    expect((await call(args, { customer: { partner: 1 } })).text).toMatch(/^not_for_customers/);
    expect((await call(args, { scopes: ['odoo:read'] })).text).toMatch(/^insufficient_scope/);
  });
});
