import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apis, startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createPartner, unique, uniquePhone } from '../testing/records.ts';

describe.each(apis)('find_or_create_customer over %s', (api) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    under = await startSandboxUnderTest(api, 1);
  });
  afterAll(() => under.close());

  const call = (args: object, principal?: object) =>
    under.server.call('find_or_create_customer', { name: 'Ana', ...args }, principal);
  const countByPhone = (phone: string) => under.odoo.searchCount('res.partner', [['phone', '=', phone]]);
  const uniqueEmail = () => `${unique('ana').replace(' ', '')}@example.com`;

  test('creates a customer that Odoo does not know, once', async () => {
    const phone = uniquePhone();
    const email = uniqueEmail();
    const first = await call({ phone, email });
    expect(first.data).toMatchObject({ name: 'Ana', created: true });
    const [record] = await under.odoo.read(
      'res.partner',
      [Number(first.data.partner_id)],
      ['phone', 'email'],
    );
    expect(record).toMatchObject({ phone, email });
    expect((await call({ phone, name: 'Outra' })).data).toEqual({ ...first.data, created: false });
  });

  test('calls side by side create one customer', async () => {
    const phone = uniquePhone();
    const answers = await Promise.all(Array.from({ length: 4 }, () => call({ phone })));
    expect(answers.filter(({ data }) => data.created)).toHaveLength(1);
    expect(await countByPhone(phone)).toBe(1);
  });

  test('finds a known customer by e-mail where the phone is new', async () => {
    const email = uniqueEmail();
    const partner = await createPartner(under.odoo, { email });
    expect((await call({ phone: uniquePhone(), email })).data).toMatchObject({
      partner_id: partner,
      created: false,
    });
  });

  test('several customers are a conflict that names them, unless the e-mail decides', async () => {
    const phone = uniquePhone();
    const email = uniqueEmail();
    const one = await createPartner(under.odoo, { name: 'Ana Lima', phone });
    const two = await createPartner(under.odoo, { name: 'Ana Reis', phone, email });
    const { text } = await call({ phone });
    expect(text).toMatch(new RegExp(`^several_customers: .*Ana Lima \\(${one}\\), Ana Reis \\(${two}\\)`));
    expect((await call({ phone, email })).data).toMatchObject({ partner_id: two });
  });

  test('a customer with a verified e-mail alone is created once, and found by it', async () => {
    const email = uniqueEmail();
    const principal = { customer: { email } };
    const first = await call({}, principal);
    expect(first.data).toMatchObject({ name: 'Ana', created: true });
    const [record] = await under.odoo.read(
      'res.partner',
      [Number(first.data.partner_id)],
      ['email', 'phone'],
    );
    expect(record).toMatchObject({ email, phone: false });
    expect((await call({}, principal)).data).toEqual({ ...first.data, created: false });
    expect((await call({ email: uniqueEmail() }, principal)).text).toMatch(/^invalid_input/);
  });

  test('somebody for whom the channel vouches by neither phone nor e-mail is refused', async () => {
    expect((await call({}, { customer: { contact: 7 } })).text).toMatch(/^customer_not_identified: /);
  });

  test("a customer's words do not open another's record", async () => {
    const vat = '987.654.321-01';
    await createPartner(under.odoo, { name: 'Dona Rica', vat });
    const phone = uniquePhone();
    const { text } = await call({ vat }, { customer: { phone } });
    expect(text).toMatch(/^customer_needs_check: /);
    expect(text).not.toContain('Dona Rica');
    expect(await countByPhone(phone)).toBe(0);
  });

  test('a lost answer is found by looking', async () => {
    const phone = uniquePhone();
    under.sandbox.faults.add({ kind: 'drop-after-commit', model: 'res.partner', method: 'create' });
    expect((await call({ phone })).data).toMatchObject({ created: true });
    expect(await countByPhone(phone)).toBe(1);
  });

  test('an unknown outcome is told, and the same call then ends it', async () => {
    const phone = uniquePhone();
    under.sandbox.faults.add({ kind: 'hang', model: 'res.partner', method: 'create' });
    expect((await call({ phone })).text).toMatch(
      /^outcome_unknown: .*\nNext: .*find_or_create_customer again/,
    );
    expect((await call({ phone })).data).toMatchObject({ created: true });
    expect(await countByPhone(phone)).toBe(1);
  });

  test.each([
    ['no name', { name: ' ', phone: '+5511987654321' }],
    ['a phone that is none', { phone: 'não tenho' }],
    ['no phone', {}],
  ])('refuses %s', async (_name, args) => {
    expect((await call(args)).text).toMatch(/^invalid_input/);
  });
});
