import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createPartner, unique } from '../testing/records.ts';

const targets = [
  ['json2', 19],
  ['xmlrpc', 19],
  ['xmlrpc', 18],
  ['xmlrpc', 17],
] as const;

describe.each(targets)('aggregate_records over %s, Odoo %i', (api, version) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  const name = unique('Soma');
  const domain = [['name', '=', name]];
  beforeAll(async () => {
    under = await startSandboxUnderTest(api, 15, version);
    const team = await under.odoo.create('crm.team', { name: unique('Time') });
    const leads: [number, string, number | false][] = [
      [100, '2025-01-10', team],
      [250, '2025-01-20', team],
      [40, '2025-02-01', false],
    ];
    for (const [expected_revenue, date_deadline, team_id] of leads) {
      await under.odoo.create('crm.lead', { name, expected_revenue, date_deadline, team_id });
    }
  });
  afterAll(() => under.close());

  const aggregate = (args: object, principal?: object) =>
    under.server.call('aggregate_records', { model: 'crm.lead', domain, ...args }, principal);
  const groupsOf = async (args: object) => {
    const { data, isError, text } = await aggregate(args);
    expect(isError, text).toBe(false);
    return data.groups;
  };

  test('without groups it tells one total', async () => {
    expect(await groupsOf({ aggregates: ['expected_revenue', 'expected_revenue:max'] })).toEqual([
      { count: 3, 'expected_revenue:sum': 390, 'expected_revenue:max': 250 },
    ]);
  });

  test('groups by period, in order', async () => {
    const groups = await groupsOf({ group_by: ['date_deadline'], aggregates: ['expected_revenue:sum'] });
    expect(groups).toEqual([
      {
        'date_deadline:month': { from: '2025-01-01', label: expect.stringContaining('2025') },
        count: 2,
        'expected_revenue:sum': 350,
      },
      {
        'date_deadline:month': { from: '2025-02-01', label: expect.stringContaining('2025') },
        count: 1,
        'expected_revenue:sum': 40,
      },
    ]);
  });

  test('groups by relation, the largest first, page by page', async () => {
    const args = {
      group_by: ['team_id'],
      aggregates: ['expected_revenue:sum'],
      order: 'expected_revenue:sum desc',
    };
    expect(await groupsOf(args)).toEqual([
      {
        team_id: [expect.any(Number), expect.stringContaining('Time')],
        count: 2,
        'expected_revenue:sum': 350,
      },
      { team_id: null, count: 1, 'expected_revenue:sum': 40 },
    ]);
    expect((await aggregate({ ...args, limit: 1 })).data).toMatchObject({
      groups: [{ count: 2 }],
      has_more: true,
      next_offset: 1,
    });
    expect((await aggregate({ ...args, limit: 1, offset: 1 })).data).toMatchObject({
      groups: [{ count: 1 }],
      has_more: false,
    });
  });

  test.each([
    ['an unknown field', { group_by: ['teem_id'] }, /^unknown_field: .* Did you mean team_id/],
    ['a period of what is no date', { group_by: ['team_id:month'] }, /^malformed_aggregate/],
    ['a sum of what is no number', { aggregates: ['name:sum'] }, /^malformed_aggregate/],
    ['an order by something else', { order: 'name' }, /^malformed_aggregate: .*\nNext: Order by __count/],
    ['a wrong domain', { domain: ['|'] }, /^malformed_domain/],
    ['a closed model', { model: 'res.users' }, /^model_denied/],
  ])('refuses %s', async (_name, args, text) => {
    expect((await aggregate(args)).text).toMatch(text);
  });

  test('is nothing for a caller who acts for a customer', async () => {
    const partner = await createPartner(under.odoo);
    expect((await aggregate({}, { customer: { partner } })).text).toMatch(/^not_for_customers/);
  });
});
