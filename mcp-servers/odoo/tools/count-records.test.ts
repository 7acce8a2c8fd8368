import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apis, startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createPartner, unique } from '../testing/records.ts';

describe.each(apis)('count_records over %s', (api) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    under = await startSandboxUnderTest(api);
  });
  afterAll(() => under.close());

  const count = (args: object, principal?: object) =>
    under.server.call('count_records', { model: 'res.partner', ...args }, principal);

  test('counts what fits, archived records only when asked to', async () => {
    const name = unique('Conta');
    for (const active of [true, true, false]) await createPartner(under.odoo, { name, active });
    const domain = [['name', '=', name]];
    expect((await count({ domain })).data).toMatchObject({ count: 2, context: { time_zone: 'UTC' } });
    expect((await count({ domain, context: { include_archived: true } })).data.count).toBe(3);
    expect((await count({ domain: [['name', '=', `${name}?`]] })).data.count).toBe(0);
  });

  test('without a condition it counts all', async () => {
    expect((await count({})).data.count).toBe(await under.odoo.searchCount('res.partner', []));
  });

  test.each([
    ['an unknown model', { model: 'res.partnr' }, /^unknown_model/],
    ['an unknown field', { domain: [['nmae', '=', 1]] }, /^unknown_field: .* Did you mean name/],
    ['a closed model', { model: 'res.users' }, /^model_denied/],
    ['a secret field', { domain: [['signup_token', '=', 'a']] }, /^field_denied/],
    ['a time zone that there is not', { context: { time_zone: 'Brasil' } }, /^invalid_input: .*time_zone/],
  ])('refuses %s', async (_name, args, text) => {
    expect((await count(args)).text).toMatch(text);
  });

  test('is nothing for a caller who acts for a customer', async () => {
    expect((await count({}, { customer: { partner: 1 } })).text).toMatch(/^not_for_customers/);
  });
});
