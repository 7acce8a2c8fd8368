import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apis, startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createPartner, unique } from '../testing/records.ts';

describe.each(apis)('get_records over %s', (api) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    under = await startSandboxUnderTest(api, 15, 19, { MCP_ANSWER_TOKENS: '500' });
  });
  afterAll(() => under.close());

  const get = (args: object, principal?: object) =>
    under.server.call('get_records', { model: 'res.partner', ...args }, principal);

  test('gives the records in the order of the ids, and names those that are missing', async () => {
    const one = await createPartner(under.odoo, { name: 'Um' });
    const two = await createPartner(under.odoo, { name: 'Dois' });
    expect((await get({ ids: [two, 999_999, one, two], fields: ['name'] })).data).toMatchObject({
      records: [
        { id: two, name: 'Dois' },
        { id: one, name: 'Um' },
      ],
      missing: [999_999],
      remaining: [],
      context: { language: 'pt_BR' },
    });
  });

  test('says which ids did not fit into the answer', async () => {
    const ids: number[] = [];
    for (const _ of [1, 2, 3]) ids.push(await createPartner(under.odoo, { street: 'x'.repeat(600) }));
    const { records, remaining } = (await get({ ids, fields: ['street'] })).data;
    expect(records).toMatchObject([{ id: ids[0] }, { id: ids[1] }]);
    expect(remaining).toEqual([ids[2]]);
  });

  test('gives HTML as text', async () => {
    const id = await createPartner(under.odoo, { comment: '<p>Prefere <b>manhã</b></p><p>Portão azul</p>' });
    expect((await get({ ids: [id], fields: ['comment'] })).data.records).toEqual([
      { id, comment: 'Prefere manhã\nPortão azul' },
    ]);
  });

  test('without fields it gives a few telling ones', async () => {
    const name = unique('Ana');
    const id = await createPartner(under.odoo, { name });
    expect((await get({ ids: [id] })).data.records).toMatchObject([{ id, display_name: name, active: true }]);
  });

  test.each([
    ['no ids', { ids: [] }, /^invalid_input: .*ids/],
    ['too many ids', { ids: Array.from({ length: 101 }, (_, index) => index + 1) }, /^invalid_input: .*ids/],
    ['an unknown field', { ids: [1], fields: ['emial'] }, /^unknown_field: .* Did you mean email\?/],
    ['a secret field', { ids: [1], fields: ['signup_token'] }, /^field_denied/],
    ['a closed model', { model: 'ir.rule', ids: [1] }, /^model_denied/],
  ])('refuses %s', async (_name, args, text) => {
    expect((await get(args)).text).toMatch(text);
  });

  test('is nothing for a caller who acts for a customer', async () => {
    expect((await get({ ids: [1] }, { customer: { partner: 1 } })).text).toMatch(/^not_for_customers/);
  });
});
