import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createPartner, unique, uniquePhone } from '../testing/records.ts';
import { distinct, findByEmail, findByPhone, findByVat, requirePhone } from './find-partners.ts';

describe.each([18, 19] as const)('finding partners in Odoo %i', (version) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    under = await startSandboxUnderTest('xmlrpc', 15, version);
  });
  afterAll(() => under.close());

  const services = () => ({ odoo: under.odoo, country: 'BR' as const });
  const ids = (partners: { id: number }[]) => partners.map(({ id }) => id);

  test('looks at the mobile number too where there is one', async () => {
    const phone = uniquePhone();
    const field = version < 19 ? 'mobile' : 'phone';
    const id = await createPartner(under.odoo, { [field]: phone.replace('+5511', '(11) ') });
    const found = await findByPhone(services(), phone, {});
    expect(ids(found)).toEqual([id]);
    expect(found[0]?.[field]).toContain('(11)');
  });

  test('a number that only shares its last digits is left out', async () => {
    const phone = uniquePhone();
    await createPartner(under.odoo, { phone: phone.replace('+5511', '+5521') });
    await createPartner(under.odoo, { phone: `${phone}99` });
    expect(await findByPhone(services(), phone, {})).toEqual([]);
  });

  test('finds tax numbers however they are written, and only whole ones', async () => {
    const id = await createPartner(under.odoo, { vat: '12.345.678/0001-95' });
    expect(ids(await findByVat(services(), '12345678000195', {}))).toContain(id);
    expect(ids(await findByVat(services(), 'BR 12.345.678/0001-95', {}))).toContain(id);
    expect(ids(await findByVat(services(), '345678000195', {}))).not.toContain(id);
  });

  test('finds an e-mail address in any case', async () => {
    const email = `${unique('Eva').replace(' ', '.')}@Example.com`;
    const id = await createPartner(under.odoo, { email });
    expect(ids(await findByEmail(services(), email.toLowerCase(), {}))).toEqual([id]);
    expect(await findByEmail(services(), `x${email}`, {})).toEqual([]);
  });
});

describe('requirePhone', () => {
  test('gives E.164 or says how to write it', () => {
    expect(requirePhone('(11) 98765-4321', 'BR')).toBe('+5511987654321');
    expect(() => requirePhone('ramal 12', 'BR')).toThrow('phone is not a telephone number');
  });
});

describe('distinct', () => {
  test('gives each partner once, by id', () => {
    const partner = (id: number) => ({
      id,
      name: null,
      phone: null,
      mobile: null,
      email: null,
      vat: null,
      city: null,
    });
    expect(distinct([partner(3), partner(1), partner(3)]).map(({ id }) => id)).toEqual([1, 3]);
    expect(distinct([])).toEqual([]);
  });
});
