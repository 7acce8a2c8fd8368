import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apis, startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createPartner, unique } from '../testing/records.ts';

describe.each(apis)('create_records over %s', (api) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    under = await startSandboxUnderTest(api, 2, 19, { ODOO_WRITE: 'true' });
  });
  afterAll(() => under.close());

  const create = (args: object, principal?: object) =>
    under.server.call('create_records', { model: 'res.partner', unique_by: ['ref'], ...args }, principal);
  const countByRef = (ref: string) => under.odoo.searchCount('res.partner', [['ref', '=', ref]]);

  test('creates what is missing, and finds what is there', async () => {
    const [one, two] = [unique('r'), unique('r')];
    const known = await createPartner(under.odoo, { ref: one });
    const records = [one, two].map((ref) => ({ name: 'Ana', ref, email: null }));
    const first = (await create({ records })).data.records as { id: number; created: boolean }[];
    expect(first).toEqual([
      { id: known, created: false },
      { id: expect.any(Number), created: true },
    ]);
    const again = (await create({ records })).data.records;
    expect(again).toEqual(first.map(({ id }) => ({ id, created: false })));
    expect(await countByRef(two)).toBe(1);
  });

  test('stores times in UTC', async () => {
    const name = unique('Visita');
    const { data } = await create({
      model: 'calendar.event',
      unique_by: ['name'],
      records: [{ name, start: '2025-01-31T14:00', stop: '2025-01-31T15:00' }],
      context: { time_zone: 'America/Sao_Paulo' },
    });
    const [record] = data.records as { id: number }[];
    const [event] = await under.odoo.read('calendar.event', [record?.id ?? 0], ['start', 'stop']);
    expect(event).toMatchObject({ start: '2025-01-31 17:00:00', stop: '2025-01-31 18:00:00' });
    expect(data.context).toMatchObject({ time_zone: 'America/Sao_Paulo' });
  });

  test('all of them or none', async () => {
    const ref = unique('r');
    const { text } = await create({
      records: [
        { name: 'Ana', ref },
        { name: false, ref: `${ref}-2` },
      ],
    });
    expect(text).toMatch(/^odoo_refused/);
    expect(await countByRef(ref)).toBe(0);
  });

  test('calls side by side create once', async () => {
    const ref = unique('r');
    const answers = await Promise.all([1, 2, 3].map(() => create({ records: [{ name: 'Ana', ref }] })));
    const created = answers.map(({ data }) => (data.records as { created: boolean }[])[0]?.created);
    expect(created.filter(Boolean)).toHaveLength(1);
    expect(await countByRef(ref)).toBe(1);
  });

  test('an answer that was lost after the commit is found by looking', async () => {
    const ref = unique('r');
    under.sandbox.faults.add({ kind: 'drop-after-commit', model: 'res.partner', method: 'create' });
    expect((await create({ records: [{ name: 'Ana', ref }] })).data.records).toMatchObject([
      { created: true },
    ]);
    expect(await countByRef(ref)).toBe(1);
  });

  test('an unknown outcome is told, and the same call then ends it', async () => {
    const ref = unique('r');
    under.sandbox.faults.add({ kind: 'hang', model: 'res.partner', method: 'create' });
    const records = [{ name: 'Ana', ref }];
    expect((await create({ records })).text).toMatch(/^outcome_unknown: .*\nNext: .*repeat the call/);
    expect((await create({ records })).data.records).toMatchObject([{ created: true }]);
    expect(await countByRef(ref)).toBe(1);
  });

  test.each([
    ['no records', { records: [] }, /^invalid_input: .*records/],
    ['more than 50', { records: Array(51).fill({ name: 'x', ref: 'y' }) }, /^invalid_input: .*records/],
    ['a record that could not be found again', { records: [{ name: 'Ana' }] }, /^invalid_input: .*unique_by/],
    ['an unknown field', { records: [{ nmae: 'Ana', ref: 'r' }] }, /^unknown_field/],
    ['an unknown field in unique_by', { records: [{ name: 'Ana' }], unique_by: ['reff'] }, /^unknown_field/],
    [
      'a closed model',
      { model: 'res.users', records: [{ login: 'eve' }], unique_by: ['login'] },
      /^model_denied/,
    ],
    [
      'a message in the name of others',
      { model: 'mail.message', records: [{ body: 'x' }] },
      /^operation_denied/,
    ],
    [
      'a user by the back door',
      { records: [{ name: 'Eve', ref: 'r', user_ids: [[0, 0, { login: 'eve' }]] }] },
      /^(model_denied|unknown_field)/,
    ],
  ])('refuses %s', async (_name, args, text) => {
    expect((await create(args)).text).toMatch(text);
  });

  test('is nothing for a caller who acts for a customer, or who may only read', async () => {
    const args = { records: [{ name: 'Ana', ref: 'r' }] };
    expect((await create(args, { customer: { partner: 1 } })).text).toMatch(/^not_for_customers/);
    expect((await create(args, { scopes: ['odoo:read'] })).text).toMatch(/^insufficient_scope/);
  });
});
