import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { findStaff } from './staff.ts';

describe('findStaff', () => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    under = await startSandboxUnderTest('json2');
    for (const name of ['Carla Dias', 'Carla Dias Melo', 'Caio Reis']) {
      const login = name.toLowerCase().replaceAll(' ', '.');
      await under.odoo.create('res.users', { name, login, company_id: 1 });
    }
  });
  afterAll(() => under.close());

  const user = async () => ({ id: 2, partner: 3, company: 1, language: 'pt_BR', timeZone: 'UTC' });
  const find = (name?: string) => findStaff({ odoo: under.odoo, user }, name, {});

  test('is the Odoo user unless somebody is named', async () => {
    expect(await find()).toMatchObject({ user: 2, partner: expect.any(Number), name: expect.any(String) });
  });

  test.each([
    ['caio', 'Caio Reis'],
    ['caio.reis', 'Caio Reis'],
    ['carla dias', 'Carla Dias'],
    ['Melo', 'Carla Dias Melo'],
  ])('"%s" is %s', async (name, found) => {
    expect((await find(name)).name).toBe(found);
  });

  test('several are named, nobody is told', async () => {
    await expect(find('Carla')).rejects.toMatchObject({
      code: 'several_staff',
      message: 'Several colleagues fit: Carla Dias, Carla Dias Melo.',
    });
    await expect(find('Ninguém')).rejects.toMatchObject({ code: 'staff_not_found' });
    await expect(find('%')).rejects.toMatchObject({ code: 'staff_not_found' });
  });
});
