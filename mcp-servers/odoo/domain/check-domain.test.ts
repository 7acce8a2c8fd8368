import { describe, expect, test } from 'vitest';
import { AccessError, InputError } from '#errors/errors.ts';
import { checkModelAllowed } from '../access/denied-models.ts';
import { checkDomain } from './check-domain.ts';
import type { FieldsOf, ModelFields } from './model-fields.ts';

const models: Record<string, ModelFields> = {
  'res.partner': {
    name: { type: 'char' },
    parent_id: { type: 'many2one', relation: 'res.partner' },
    country_id: { type: 'many2one', relation: 'res.country' },
    user_id: { type: 'many2one', relation: 'res.users' },
    access_token: { type: 'char' },
  },
  'res.country': { code: { type: 'char' } },
};

const fieldsOf: FieldsOf = async (model) => {
  checkModelAllowed(model);
  return models[model] ?? {};
};

const check = (domain: readonly unknown[]) => checkDomain(domain, 'res.partner', fieldsOf);
const name = ['name', '=', 'Ana'];

describe('checkDomain', () => {
  test.each([
    [[]],
    [[name]],
    [[name, name]],
    [['|', name, name]],
    [['!', name]],
    [['&', '|', name, '!', name, name]],
    [['|', name, name, name]],
    [[['name', 'in', ['Ana', 'Eva', false]]]],
    [[['parent_id.country_id.code', '=', 'BR']]],
    [[['parent_id', 'child_of', 3]]],
    [[['parent_id', 'child_of', [3, 4]]]],
    [[['parent_id', 'any', ['|', name, ['country_id.code', '=', 'BR']]]]],
    [[[1, '=', 1]]],
    [[['user_id', '=', 2]]],
  ])('%j is well formed', async (domain) => {
    await expect(check(domain)).resolves.toEqual(domain);
  });

  test('nothing is false for Odoo', async () => {
    expect(await check([['name', '=', null]])).toEqual([['name', '=', false]]);
    expect(await check([['name', 'in', ['Ana', null]]])).toEqual([['name', 'in', ['Ana', false]]]);
  });

  test.each([
    ['>=', '2025-01-31 14:00', '2025-01-31 17:00:00'],
    ['>=', '2025-01-31T14:00:00Z', '2025-01-31 14:00:00'],
    ['>=', '2025-01-31', '2025-01-31 03:00:00'],
    ['<', '2025-01-31', '2025-01-31 03:00:00'],
    ['<=', '2025-01-31', '2025-02-01 02:59:59'],
    ['>', '2025-01-31', '2025-02-01 02:59:59'],
    ['>=', 'today', 'today'],
    ['=', null, false],
  ])('a time is by the clock of the caller: %s %s', async (operator, value, stored) => {
    const fields: FieldsOf = async () => ({ date: { type: 'datetime' }, name: { type: 'char' } });
    const domain = (one: unknown) => [
      ['date', operator, one],
      ['name', '=', '2025-01-31'],
    ];
    expect(await checkDomain(domain(value), 'sale.order', fields, 'America/Sao_Paulo')).toEqual(
      domain(stored),
    );
  });

  test('without a clock a time is UTC, also within relations', async () => {
    const fields: FieldsOf = async () => ({
      date: { type: 'datetime' },
      order_id: { type: 'many2one', relation: 'sale.order' },
    });
    const domain = [['order_id', 'any', [['date', 'in', ['2025-01-31T14:00']]]]];
    expect(await checkDomain(domain, 'sale.order.line', fields)).toEqual([
      ['order_id', 'any', [['date', 'in', ['2025-01-31 14:00:00']]]],
    ]);
  });

  test.each([
    ['an operator without terms', ['|', name], '"|" at 0 must stand before two terms'],
    ['a lonely negation', ['!'], '"!" at 0 must stand before a term'],
    ['infix notation', [name, '|', name], '"|" at 1 must stand before two terms'],
    [
      'a condition without its list',
      ['name', '=', 'Ana'],
      'a condition must stand in a list, even when it is the only one',
    ],
    ['an object', [{ name: 'Ana' }], 'the element at 0 is neither'],
    ['a short condition', [['name', '=']], 'a condition has 2 elements'],
    ['a number for a field', [[7, '=', 1]], 'does not begin with a field name'],
    [
      'a field that does not exist',
      [['nmae', '=', 'Ana']],
      'res.partner has no field nmae. Did you mean name?',
    ],
    [
      'a field of another model',
      [['country_id.cod', '=', 'BR']],
      'res.country has no field cod. Did you mean code?',
    ],
    ['a path through no relation', [['name.code', '=', 1]], 'name of res.partner is no relation'],
    ['a long path', [['parent_id.parent_id.parent_id.parent_id.name', '=', 1]], 'more than 4 steps'],
    ['an operator that does not exist', [['name', 'ilik', 'a']], 'there is no operator "ilik"'],
    [
      'the operator that goes around access rules',
      [['parent_id', 'any!', []]],
      'there is no operator "any!"',
    ],
    ['one value where a list belongs', [['name', 'in', 'Ana']], '"in" needs a list as the value of name'],
    ['a list where one value belongs', [['name', '=', ['Ana']]], '"=" takes one value for name; use "in"'],
    ['an object as value', [['name', '=', { $ne: 1 }]], 'the value of name must be a text'],
    ['a nested condition that is wrong', [['parent_id', 'any', [['nmae', '=', 1]]]], 'no field nmae'],
    ['any on no relation', [['name', 'any', []]], '"any" needs a relation'],
    ['a prototype name', [['constructor', '=', 1]], 'res.partner has no field constructor'],
  ])('%s', async (_name, domain, reason) => {
    const error: unknown = await check(domain).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).message).toContain(reason);
    expect((error as InputError).fix).toBeTruthy();
  });

  test('a wrong operator is answered with the nearest ones and all of them', async () => {
    await expect(check([['name', 'ilik', 'a']])).rejects.toMatchObject({
      fix: expect.stringMatching(/^Did you mean ilike.*\? Operators are =, !=, .*not any\.$/),
    });
  });

  test.each([
    ['a secret field', [['access_token', '=like', 'a%']]],
    ['a secret field of another model', [['parent_id.access_token', '=', 'a']]],
    ['a path into a denied model', [['user_id.login', '=', 'admin']]],
    ['a nested domain on a denied model', [['user_id', 'any', [['login', '=', 'admin']]]]],
  ])('%s is denied', async (_name, domain) => {
    await expect(check(domain)).rejects.toBeInstanceOf(AccessError);
  });

  test('is bounded in length and depth', async () => {
    await expect(check(Array.from({ length: 101 }, () => name))).rejects.toThrow('more than 100 terms');
    let nested: unknown[] = [name];
    for (let level = 0; level < 5; level++) nested = [['parent_id', 'any', nested]];
    await expect(check(nested)).rejects.toThrow('nested too deeply');
  });
});
