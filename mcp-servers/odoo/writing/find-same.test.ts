import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createPartner, unique } from '../testing/records.ts';
import { checkDistinct, findSame } from './find-same.ts';

describe('findSame', () => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    under = await startSandboxUnderTest('xmlrpc');
  });
  afterAll(() => under.close());

  test('finds a record by all of its telling fields, archived or not', async () => {
    const values = { name: unique('Ana'), city: 'Santos', active: false };
    const id = await createPartner(under.odoo, values);
    const find = (wanted: object) =>
      findSame(under.odoo, 'res.partner', { ...values, ...wanted }, ['name', 'city'], {});
    expect(await find({})).toBe(id);
    expect(await find({ city: 'Sorocaba' })).toBeUndefined();
    expect(await find({ name: `${values.name}%` })).toBeUndefined();
  });
});

describe('checkDistinct', () => {
  test('lets records pass that can be told apart', () => {
    expect(() =>
      checkDistinct(
        [
          { ref: 'a', city: 'x' },
          { ref: 'a', city: 'y' },
        ],
        ['ref', 'city'],
      ),
    ).not.toThrow();
  });

  test.each([
    ['the same twice', [{ ref: 'a' }, { ref: 'a' }], 'the same by unique_by'],
    ['no value', [{ ref: 'a' }, {}], 'no text or number in ref'],
    ['an empty value', [{ ref: false }], 'no text or number in ref'],
    ['a list', [{ ref: [1] }], 'no text or number in ref'],
  ])('refuses %s', (_name, records, reason) => {
    expect(() => checkDistinct(records, ['ref'])).toThrow(reason);
  });
});
