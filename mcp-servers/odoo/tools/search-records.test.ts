import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apis, startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createPartner, unique } from '../testing/records.ts';

describe.each(apis)('search_records over %s', (api) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    under = await startSandboxUnderTest(api);
  });
  afterAll(() => under.close());

  const search = (args: object, principal?: object) =>
    under.server.call('search_records', { model: 'res.partner', ...args }, principal);

  test('gives the records that fit, nothing as null', async () => {
    const name = unique('Ana');
    const id = await createPartner(under.odoo, { name });
    const { data } = await search({ domain: [['name', '=', name]], fields: ['name', 'vat', 'is_company'] });
    expect(data).toEqual({
      success: true,
      records: [{ id, name, vat: null, is_company: false }],
      has_more: false,
      context: { language: 'pt_BR', time_zone: 'UTC', company_id: expect.any(Number) },
    });
  });

  test('takes and shows times by the clock that the caller chooses', async () => {
    const name = unique('Hora');
    const id = await under.odoo.create('calendar.event', {
      name,
      start: '2025-01-31 17:00:00',
      stop: '2025-01-31 18:00:00',
    });
    const at = async (start: string, context?: object) => {
      const domain = [
        ['name', '=', name],
        ['start', '=', start],
      ];
      return (await search({ model: 'calendar.event', domain, fields: ['start'], context })).data;
    };
    const context = { time_zone: 'America/Sao_Paulo', language: 'en_US' };
    expect(await at('2025-01-31 14:00', context)).toMatchObject({
      records: [{ id, start: { utc: '2025-01-31T17:00:00Z', local: '2025-01-31T14:00:00-03:00' } }],
      context: { time_zone: 'America/Sao_Paulo', language: 'en_US' },
    });
    expect(await at('2025-01-31 17:00:00')).toMatchObject({
      records: [{ id, start: '2025-01-31 17:00:00' }],
    });
    expect(await at('2025-01-31 14:00')).toMatchObject({ records: [] });
  });

  test('finds archived records when asked to', async () => {
    const name = unique('Fim');
    const id = await createPartner(under.odoo, { name, active: false });
    const domain = [['name', '=', name]];
    expect((await search({ domain })).data.records).toEqual([]);
    expect((await search({ domain, context: { include_archived: true } })).data.records).toMatchObject([
      { id },
    ]);
  });

  test('without fields it gives a few telling ones', async () => {
    const { data } = await search({ limit: 1 });
    const [record] = data.records as Record<string, unknown>[];
    expect(Object.keys(record ?? {})).toEqual(
      expect.arrayContaining(['id', 'display_name', 'name', 'email']),
    );
    expect(Object.keys(record ?? {}).length).toBeLessThanOrEqual(13);
  });

  test('pages do not overlap', async () => {
    const name = unique('Eva');
    const ids: number[] = [];
    for (const _ of [1, 2, 3]) ids.push(await createPartner(under.odoo, { name }));
    const page = async (offset: number) =>
      (await search({ domain: [['name', '=', name]], fields: ['id'], order: 'name', limit: 2, offset })).data;
    const first = await page(0);
    expect(first).toMatchObject({ has_more: true, next_offset: 2 });
    const second = await page(Number(first.next_offset));
    expect(second).toMatchObject({ has_more: false });
    expect([first, second].flatMap(({ records }) => records)).toEqual(ids.map((id) => ({ id })));
  });

  test('cuts an answer that would be too long, and says where to go on', async () => {
    const name = unique('Texto');
    for (let count = 0; count < 12; count++)
      await createPartner(under.odoo, { name, street: 'x'.repeat(1_900) });
    const { data } = await search({ domain: [['name', '=', name]], fields: ['street'], limit: 50 });
    const { length } = data.records as unknown[];
    expect(length).toBeLessThan(12);
    expect(data).toMatchObject({ has_more: true, next_offset: length });
  });

  test.each([
    ['an unknown model', { model: 'res.partnr' }, /^unknown_model: .* Did you mean res\.partner\?/],
    ['a name that is no model', { model: 'res.partner; drop' }, /^invalid_input: .*model/],
    ['an unknown field', { fields: ['emial'] }, /^unknown_field: .* Did you mean email\?/],
    [
      'an unknown field in the domain',
      { domain: [['nmae', '=', 1]] },
      /^unknown_field: .* Did you mean name/,
    ],
    [
      'a malformed domain',
      { domain: ['|', ['name', '=', 'a']] },
      /^malformed_domain: .*\nNext: A domain is a list/,
    ],
    ['a domain that is no list', { domain: 'name = a' }, /^invalid_input: .*domain/],
    ['a negative limit', { limit: -1 }, /^invalid_input: .*limit/],
    ['an absurd limit', { limit: 1_000_000 }, /^invalid_input: .*limit/],
    ['a negative offset', { offset: -1 }, /^invalid_input: .*offset/],
    ['a malformed order', { order: 'name up' }, /^malformed_order: /],
    ['an unknown argument', { filter: [] }, /^invalid_input: .*filter/],
  ])('%s is told with the way out', async (_name, args, text) => {
    const answer = await search(args);
    expect(answer.isError).toBe(true);
    expect(answer.text).toMatch(text);
    expect(answer.text).toContain('\nNext: ');
  });

  test.each([
    ['users', { model: 'res.users' }, /^model_denied/],
    ['parameters of the system', { model: 'ir.config_parameter' }, /^model_denied/],
    ['a path to users', { domain: [['user_id.login', '=', 'admin']] }, /^model_denied/],
    ['a secret field', { fields: ['signup_token'] }, /^field_denied/],
    ['an order by a secret field', { order: 'signup_token' }, /^field_denied/],
  ])('%s stay closed', async (_name, args, text) => {
    expect((await search(args)).text).toMatch(text);
  });

  test('is nothing for a caller who acts for a customer', async () => {
    expect((await search({}, { customer: { partner: 1 } })).text).toMatch(/^not_for_customers/);
    expect((await search({}, { scopes: ['odoo:write'] })).text).toMatch(/^insufficient_scope/);
  });
});
