import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apis, startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createPartner, unique } from '../testing/records.ts';

describe.each(apis)('create_lead over %s', (api) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    under = await startSandboxUnderTest(api, 2);
  });
  afterAll(() => under.close());

  const wish = (values: object = {}) => ({
    subject: 'Reforma de 40 banheiros',
    description: 'Quer preço para obra.\n<script>',
    idempotency_key: unique('lead').replace(' ', '-'),
    ...values,
  });
  const create = (args: object, principal?: object) =>
    under.server.call('create_lead', { ...args }, principal);
  const countByKey = (key: string) => under.odoo.searchCount('crm.lead', [['referred', '=', `ref:${key}`]]);

  test('passes on who is interested in what', async () => {
    const args = wish({ contact_name: 'Ana', phone: '(11) 98765-4321', email: 'ana@example.com' });
    const { data } = await create(args);
    expect(data).toMatchObject({ subject: args.subject, created: true });
    const fields = ['name', 'contact_name', 'phone', 'email_from', 'description'];
    const [lead] = await under.odoo.read('crm.lead', [Number(data.lead_id)], fields);
    expect(lead).toMatchObject({
      name: args.subject,
      contact_name: 'Ana',
      phone: '+5511987654321',
      email_from: 'ana@example.com',
    });
    expect(lead?.description).toMatch(/obra\.<br ?\/?>&lt;script&gt;/);
  });

  test('once for one key, side by side too', async () => {
    const args = wish({ partner_id: await createPartner(under.odoo) });
    const answers = await Promise.all([1, 2, 3].map(() => create(args)));
    expect(answers.filter(({ data }) => data.created)).toHaveLength(1);
    expect(new Set(answers.map(({ data }) => data.lead_id)).size).toBe(1);
    expect(await countByKey(args.idempotency_key)).toBe(1);
  });

  test('a lost answer is found by looking; an unknown outcome is ended by the same call', async () => {
    const lost = wish();
    under.sandbox.faults.add({ kind: 'drop-after-commit', model: 'crm.lead', method: 'create' });
    expect((await create(lost)).data).toMatchObject({ created: true });
    const hanging = wish();
    under.sandbox.faults.add({ kind: 'hang', model: 'crm.lead', method: 'create' });
    expect((await create(hanging)).text).toMatch(/^outcome_unknown: .*\nNext: .*same idempotency_key/);
    expect((await create(hanging)).data).toMatchObject({ created: true });
    for (const { idempotency_key } of [lost, hanging]) expect(await countByKey(idempotency_key)).toBe(1);
  });

  test('a key is good for one wish', async () => {
    const args = wish({ partner_id: await createPartner(under.odoo) });
    await create(args);
    const other = { ...args, partner_id: await createPartner(under.odoo) };
    expect((await create(other)).text).toMatch(/^idempotency_key_reused/);
    expect((await create({ ...args, subject: 'Outra coisa' })).text).toMatch(/^idempotency_key_reused/);
  });

  test('the customer comes from the token, and need not be known to Odoo', async () => {
    const partner = await createPartner(under.odoo);
    const leadOf = async (principal: object) => {
      const { data, text, isError } = await create(wish(), principal);
      expect(isError, text).toBe(false);
      const [lead] = await under.odoo.read('crm.lead', [Number(data.lead_id)], ['partner_id', 'phone']);
      return lead;
    };
    const known = await leadOf({ customer: { partner, phone: '+5511987650010' } });
    expect(known).toMatchObject({ partner_id: [partner, expect.any(String)], phone: '+5511987650010' });
    const unknown = await leadOf({ customer: { phone: '+5511987650011' } });
    expect(unknown).toMatchObject({ partner_id: false, phone: '+5511987650011' });
    const { text } = await create(wish({ partner_id: 1 }), { customer: { partner } });
    expect(text).toMatch(/^invalid_input/);
  });

  test.each([{ subject: ' ' }, { description: '' }, { phone: 'não tenho' }, { email: 'ana' }])(
    'refuses %j',
    async (values) => {
      expect((await create(wish(values))).text).toMatch(/^invalid_input/);
    },
  );
});
