import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createPartner, unique, uniquePhone } from '../testing/records.ts';

describe('find_customer', () => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    under = await startSandboxUnderTest('json2');
  });
  afterAll(() => under.close());

  const find = async (args: object, principal?: object) => {
    const { data, text, isError } = await under.server.call('find_customer', { ...args }, principal);
    expect(isError, text).toBe(false);
    return (data.candidates as { partner_id: number }[]).map(({ partner_id }) => partner_id);
  };

  test.each([
    ['as it is', (phone: string) => phone],
    ['with spaces and dashes', (phone: string) => phone.replace(/(\+55)(11)(\d{5})(\d{4})/, '$1 $2 $3-$4')],
    ['without country code', (phone: string) => phone.replace(/\+55(11)/, '($1) ')],
    ['without the ninth digit', (phone: string) => phone.replace('+55119', '+5511')],
  ])('finds a number that Odoo has %s', async (_name, write) => {
    const phone = uniquePhone();
    const partner = await createPartner(under.odoo, { phone: write(phone) });
    expect(await find({ phone })).toEqual([partner]);
    expect(await find({ phone: phone.replace('+55119', '+5511') })).toEqual([partner]);
  });

  test('a number of another area is another customer', async () => {
    const phone = uniquePhone();
    await createPartner(under.odoo, { phone });
    expect(await find({ phone: phone.replace('+5511', '+5521') })).toEqual([]);
  });

  test('finds e-mail in any case, and tax numbers in any writing', async () => {
    const email = `${unique('ana').replace(' ', '')}@example.com`;
    const partner = await createPartner(under.odoo, { email, vat: '123.456.789-09' });
    expect(await find({ email: email.toUpperCase() })).toEqual([partner]);
    expect(await find({ vat: '12345678909' })).toEqual([partner]);
    expect(await find({ vat: 'BR12345678909' })).toEqual([partner]);
  });

  test('gives each candidate once, with what tells them apart', async () => {
    const phone = uniquePhone();
    const email = `${unique('eva').replace(' ', '')}@example.com`;
    const one = await createPartner(under.odoo, { phone, email, city: 'Santos' });
    const two = await createPartner(under.odoo, { phone });
    const { data } = await under.server.call('find_customer', { phone, email });
    expect(data.candidates).toMatchObject([
      { partner_id: one, phone, email, vat: null, city: 'Santos' },
      { partner_id: two, email: null },
    ]);
  });

  test('on behalf of a customer the verified e-mail counts as the verified phone does', async () => {
    const email = `${unique('bia').replace(' ', '')}@example.com`;
    const own = await createPartner(under.odoo, { email });
    expect(await find({}, { customer: { email } })).toEqual([own]);
    const phone = uniquePhone();
    const other = await createPartner(under.odoo, { phone });
    expect(await find({}, { customer: { phone, email } })).toEqual([own, other]);
  });

  test('on behalf of a customer only what is verified counts', async () => {
    const phone = uniquePhone();
    const own = await createPartner(under.odoo, { phone });
    const email = `${unique('rich').replace(' ', '')}@example.com`;
    await createPartner(under.odoo, { email, vat: '987.654.321-00' });
    const principal = { customer: { phone } };
    expect(await find({}, principal)).toEqual([own]);
    expect(await find({ vat: '98765432100' }, principal)).toEqual([own]);
    for (const named of [{ phone: '+5511900000000' }, { email }]) {
      expect((await under.server.call('find_customer', named, principal)).text).toMatch(/^invalid_input/);
    }
    expect(await find({}, { customer: { contact: 7 } })).toEqual([]);
  });

  test.each([
    ['nothing to look for', {}],
    ['a phone that is none', { phone: 'ramal 12' }],
    ['an e-mail that is none', { email: 'ana' }],
  ])('refuses %s', async (_name, args) => {
    expect((await under.server.call('find_customer', args)).text).toMatch(/^invalid_input/);
  });
});
