import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apis, startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createOrder, createPartner } from '../testing/records.ts';

describe.each(apis)('update_records over %s', (api) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    under = await startSandboxUnderTest(api, 2, 19, { ODOO_WRITE: 'true' });
  });
  afterAll(() => under.close());

  const update = (args: object, principal?: object) =>
    under.server.call('update_records', { model: 'res.partner', ...args }, principal);
  const citiesOf = async (ids: number[]) =>
    (await under.odoo.read('res.partner', ids, ['city'])).map(({ city }) => city);

  test('changes one record at once, and empties with null', async () => {
    const id = await createPartner(under.odoo, { name: 'Ana', city: 'Santos', email: 'a@example.com' });
    expect((await update({ ids: [id], values: { city: 'Recife', email: null } })).data).toMatchObject({
      updated: true,
      records: [{ id, name: 'Ana' }],
      context: { language: 'pt_BR' },
    });
    const [record] = await under.odoo.read('res.partner', [id], ['city', 'email']);
    expect(record).toMatchObject({ city: 'Recife', email: false });
  });

  test('shows several first, and changes them with the token', async () => {
    const ids = [await createPartner(under.odoo), await createPartner(under.odoo)];
    const args = { ids, values: { city: 'Olinda' } };
    const shown = (await update(args)).data;
    expect(shown).toMatchObject({ updated: false, records: ids.map((id) => ({ id })) });
    expect(await citiesOf(ids)).toEqual([false, false]);
    const { confirmation_token } = shown;
    expect((await update({ ...args, confirmation_token })).data.updated).toBe(true);
    expect(await citiesOf(ids)).toEqual(['Olinda', 'Olinda']);
  });

  test('a dry run shows one record too, with its present values, and what it gives is good', async () => {
    const id = await createPartner(under.odoo, { name: 'Ana', city: 'Santos' });
    const args = { ids: [id], values: { city: 'Recife', email: null } };
    const shown = (await update({ ...args, dry_run: true })).data;
    expect(shown).toMatchObject({
      updated: false,
      records: [{ id, name: 'Ana', before: { city: 'Santos', email: null } }],
    });
    expect(await citiesOf([id])).toEqual(['Santos']);
    const { confirmation_token } = shown;
    expect((await update({ ...args, dry_run: true, confirmation_token })).text).toMatch(
      /^dry_run_with_token/,
    );
    expect(await citiesOf([id])).toEqual(['Santos']);
    expect((await update({ ...args, confirmation_token })).data).toMatchObject({
      updated: true,
      records: [{ id, name: 'Ana' }],
    });
    expect(await citiesOf([id])).toEqual(['Recife']);
  });

  test('with a key a repeated call does not undo what came after it', async () => {
    const id = await createPartner(under.odoo);
    const args = { ids: [id], values: { city: 'Natal' }, idempotency_key: `city-${id}` };
    expect((await update(args)).data).toMatchObject({ updated: true, records: [{ id }] });
    await under.odoo.write('res.partner', [id], { city: 'Recife' });
    expect((await update(args)).data).toMatchObject({ updated: true, repeated: true });
    expect(await citiesOf([id])).toEqual(['Recife']);
    const other = { ...args, values: { city: 'Olinda' } };
    expect((await update(other)).text).toMatch(/^idempotency_key_reused/);
  });

  test('a key covers the change, not the look at it before', async () => {
    const ids = [await createPartner(under.odoo), await createPartner(under.odoo)];
    const args = { ids, values: { city: 'Natal' }, idempotency_key: `cities-${ids}`.replace(',', '-') };
    const { confirmation_token } = (await update({ ...args, dry_run: true })).data;
    const confirmed = { ...args, confirmation_token };
    expect((await update(confirmed)).data).toMatchObject({ updated: true });
    expect((await update(confirmed)).data).toMatchObject({ updated: true, repeated: true });
  });

  test('several without a token are shown, whatever dry_run says', async () => {
    const ids = [await createPartner(under.odoo), await createPartner(under.odoo)];
    for (const dry_run of [true, false]) {
      const { data } = await update({ ids, values: { city: 'Olinda' }, dry_run });
      expect(data).toMatchObject({ updated: false, confirmation_token: expect.any(String) });
    }
    expect(await citiesOf(ids)).toEqual([false, false]);
  });

  test('a token is good for what was shown, and to whom', async () => {
    const ids = [await createPartner(under.odoo), await createPartner(under.odoo)];
    const args = { ids, values: { city: 'Olinda' } };
    const { confirmation_token } = (await update(args)).data;
    const others: [object, object][] = [
      [{ ...args, values: { city: 'Natal' } }, {}],
      [{ ...args, ids: ids.toReversed() }, {}],
      [{ ...args, ids: [...ids, await createPartner(under.odoo)] }, {}],
      [args, { subject: 'another' }],
      [{ ...args, context: { language: 'en_US' } }, {}],
    ];
    for (const [other, principal] of others) {
      const { text } = await update({ ...other, confirmation_token }, principal);
      expect(text).toMatch(/^confirmation_refused: .*\nNext: Call again without confirmation_token/);
    }
    expect(await citiesOf(ids)).toEqual([false, false]);
  });

  test('an answer that never comes leaves the outcome unknown; the same call ends it', async () => {
    const id = await createPartner(under.odoo);
    under.sandbox.faults.add({ kind: 'hang', model: 'res.partner', method: 'write' });
    expect((await update({ ids: [id], values: { city: 'Natal' } })).text).toMatch(/^outcome_unknown/);
    expect((await update({ ids: [id], values: { city: 'Natal' } })).data.updated).toBe(true);
    expect(await citiesOf([id])).toEqual(['Natal']);
  });

  test('a state is not set past the methods that guard it', async () => {
    const order = await createOrder(under.odoo, await createPartner(under.odoo));
    const { text } = await update({ model: 'sale.order', ids: [order], values: { state: 'sale' } });
    expect(text).toMatch(/^field_readonly: state of sale\.order/);
  });

  test.each([
    ['no values', { ids: [1], values: {} }, /^invalid_input: .*values/],
    [
      'more than 100 records',
      { ids: Array.from({ length: 101 }, (_, i) => i + 1), values: { city: 'x' } },
      /ids/,
    ],
    ['a record that is not there', { ids: [999_999], values: { city: 'x' } }, /^record_not_found: .*999999/],
    ['an unknown field', { ids: [1], values: { citty: 'x' } }, /^unknown_field: .* Did you mean city/],
    ['a closed model', { model: 'res.users', ids: [1], values: { login: 'x' } }, /^model_denied/],
    ['the company', { model: 'res.company', ids: [1], values: { name: 'x' } }, /^operation_denied/],
  ])('refuses %s', async (_name, args, text) => {
    expect((await update(args)).text).toMatch(text);
  });

  test('is nothing for a caller who acts for a customer, or who may only read', async () => {
    const args = { ids: [1], values: { city: 'x' } };
    expect((await update(args, { customer: { partner: 1 } })).text).toMatch(/^not_for_customers/);
    expect((await update(args, { scopes: ['odoo:read'] })).text).toMatch(/^insufficient_scope/);
  });
});
