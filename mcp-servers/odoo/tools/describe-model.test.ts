import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FieldDescription } from '../domain/describe-fields.ts';
import { apis, startSandboxUnderTest } from '../testing/odoo-under-test.ts';

describe.each(apis)('describe_model over %s', (api) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    under = await startSandboxUnderTest(api, 15, 19, { MCP_ANSWER_TOKENS: '800' });
  });
  afterAll(() => under.close());

  const describeModel = (args: object, principal?: object) =>
    under.server.call('describe_model', { model: 'sale.order', ...args }, principal);
  const fieldsFor = async (args: object) =>
    (await describeModel(args)).data as { fields: FieldDescription[]; next_offset?: number };

  test('describes fields in the language of the caller', async () => {
    const { data } = await describeModel({ query: 'partner_id', context: { language: 'en_US' } });
    expect(data).toMatchObject({ model: 'sale.order', context: { language: 'en_US' } });
    expect(data.fields).toContainEqual(
      expect.objectContaining({
        name: 'partner_id',
        type: 'many2one',
        relation: 'res.partner',
        required: true,
      }),
    );
  });

  test('finds fields by name or label, and gives the values of a selection', async () => {
    const { fields } = await fieldsFor({ query: 'STATE' });
    const state = fields.find(({ name }) => name === 'state');
    expect(state?.values?.map((value) => value.split(':')[0])).toEqual(
      expect.arrayContaining(['draft', 'sale', 'cancel']),
    );
  });

  test('goes through a large model page by page, without secrets', async () => {
    const names: string[] = [];
    let offset: number | undefined = 0;
    while (offset !== undefined) {
      const page: { fields: FieldDescription[]; next_offset?: number } = await fieldsFor({
        model: 'res.partner',
        offset,
      });
      names.push(...page.fields.map(({ name }) => name));
      offset = page.next_offset;
    }
    expect(new Set(names).size).toBe(names.length);
    const known = await under.odoo.fieldsGet('res.partner', ['type']);
    const hidden = Object.keys(known).filter((name) => !names.includes(name));
    expect(names).toContain('email');
    expect(hidden.every((name) => /token|signup|secret|passw/.test(name))).toBe(true);
  });

  test.each([
    ['an unknown model', { model: 'sale.ordr' }, /^unknown_model: .* Did you mean sale\.order/],
    ['a closed model', { model: 'res.users' }, /^model_denied/],
  ])('refuses %s', async (_name, args, text) => {
    expect((await describeModel(args)).text).toMatch(text);
  });

  test('is nothing for a caller who acts for a customer', async () => {
    expect((await describeModel({}, { customer: { partner: 1 } })).text).toMatch(/^not_for_customers/);
  });
});
