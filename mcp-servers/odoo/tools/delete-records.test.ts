import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apis, startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createOrder, createPartner } from '../testing/records.ts';

describe.each(apis)('delete_records over %s', (api) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    const environment = { ODOO_WRITE: 'true', ODOO_WRITE_ALLOW: 'res.partner:*, sale.order:delete' };
    under = await startSandboxUnderTest(api, 2, 19, environment);
  });
  afterAll(() => under.close());

  const remove = (args: object, principal?: object) =>
    under.server.call('delete_records', { model: 'res.partner', ...args }, principal);
  const count = (ids: number[]) => under.odoo.searchCount('res.partner', [['id', 'in', ids]]);

  test('shows what would be deleted, and deletes it with the token', async () => {
    const ids = [await createPartner(under.odoo, { name: 'Um' }), await createPartner(under.odoo)];
    const shown = (await remove({ ids, dry_run: true })).data;
    expect(shown).toMatchObject({
      deleted: false,
      records: [{ id: ids[0], name: 'Um' }, { id: ids[1] }],
      confirmation_token: expect.any(String),
    });
    expect((await remove({ ids })).data).toMatchObject({ deleted: false });
    expect(await count(ids)).toBe(2);
    const { confirmation_token } = shown;
    expect((await remove({ ids, dry_run: true, confirmation_token })).text).toMatch(
      /^dry_run_with_token: .*\nNext: /,
    );
    expect((await remove({ ids, confirmation_token })).data).toMatchObject({ deleted: true });
    expect(await count(ids)).toBe(0);
    expect((await remove({ ids, confirmation_token })).text).toMatch(/^record_not_found/);
  });

  test('with a key a repeated call says that they were deleted', async () => {
    const ids = [await createPartner(under.odoo)];
    const { confirmation_token } = (await remove({ ids })).data;
    const args = { ids, confirmation_token, idempotency_key: `delete-${ids[0]}` };
    expect((await remove(args)).data).toMatchObject({ deleted: true, records: [{ id: ids[0] }] });
    expect((await remove(args)).data).toMatchObject({ deleted: true, repeated: true });
  });

  test('a token is good for these records only, as they were when they were shown', async () => {
    const [one, other] = [await createPartner(under.odoo), await createPartner(under.odoo)];
    const { confirmation_token } = (await remove({ ids: [one] })).data;
    expect((await remove({ ids: [other], confirmation_token })).text).toMatch(/^confirmation_refused/);
    expect((await remove({ ids: [one, other], confirmation_token })).text).toMatch(/^confirmation_refused/);
    // Odoo keeps the time of a change to the second.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await under.odoo.write('res.partner', [one], { city: 'Santos' });
    expect((await remove({ ids: [one], confirmation_token })).text).toMatch(/^confirmation_refused/);
    expect(await count([one, other])).toBe(2);
  });

  test.each(['forged', 'zzzzzz.AAAA', ''])('the token "%s" deletes nothing', async (confirmation_token) => {
    const id = await createPartner(under.odoo);
    const { data } = await remove({ ids: [id], confirmation_token });
    expect(data.deleted ?? false).toBe(false);
    expect(await count([id])).toBe(1);
  });

  test('an answer that was lost after the commit is verified by looking', async () => {
    const ids = [await createPartner(under.odoo)];
    const { confirmation_token } = (await remove({ ids })).data;
    under.sandbox.faults.add({ kind: 'drop-after-commit', model: 'res.partner', method: 'unlink' });
    expect((await remove({ ids, confirmation_token })).data).toMatchObject({ deleted: true });
  });

  test("Odoo's own refusal is told", async () => {
    const order = await createOrder(under.odoo, await createPartner(under.odoo));
    await under.odoo.call('sale.order', 'action_confirm', { ids: [order], mode: 'write' });
    const args = { model: 'sale.order', ids: [order] };
    const { confirmation_token } = (await remove(args)).data;
    expect((await remove({ ...args, confirmation_token })).text).toMatch(/^odoo_refused/);
  });

  test.each([
    [
      'what is not in the list',
      { model: 'crm.lead', ids: [1] },
      /^operation_denied: .*\nNext: .*ODOO_WRITE_ALLOW/,
    ],
    ['a closed model', { model: 'ir.rule', ids: [1] }, /^model_denied/],
    ['a record that is not there', { ids: [999_999] }, /^record_not_found/],
    ['more than 50 records', { ids: Array.from({ length: 51 }, (_, i) => i + 1) }, /^invalid_input: .*ids/],
  ])('refuses %s', async (_name, args, text) => {
    expect((await remove(args)).text).toMatch(text);
  });

  test('is nothing for a caller who acts for a customer, or who may only read', async () => {
    expect((await remove({ ids: [1] }, { customer: { partner: 1 } })).text).toMatch(/^not_for_customers/);
    expect((await remove({ ids: [1] }, { scopes: ['odoo:read'] })).text).toMatch(/^insufficient_scope/);
  });
});
