import { describe, expect, test } from 'vitest';
import { checkModelAllowed } from '../access/denied-models.ts';
import type { FieldsOf, ModelFields } from '../domain/model-fields.ts';
import { checkWriteValues } from './check-values.ts';

const models: Record<string, ModelFields> = {
  'res.partner': {
    name: { type: 'char' },
    email: { type: 'char' },
    birthday: { type: 'date' },
    seen: { type: 'datetime' },
    display_name: { type: 'char', readonly: true },
    note: { type: 'char', readonly: true, states: { draft: [['readonly', false]] } },
    signup_token: { type: 'char' },
    category_id: { type: 'many2many', relation: 'res.partner.category' },
    child_ids: { type: 'one2many', relation: 'res.partner' },
    user_ids: { type: 'one2many', relation: 'res.users' },
    user_id: { type: 'many2one', relation: 'res.users' },
  },
};
const fieldsOf: FieldsOf = async (model) => {
  checkModelAllowed(model);
  return models[model] ?? {};
};
const policy = { enabled: true, allowed: ['*:create', 'res.partner:update'], methods: [] };
const check = (values: Record<string, unknown>) =>
  checkWriteValues(values, 'res.partner', { fieldsOf, policy, timeZone: 'America/Sao_Paulo' });

describe('checkWriteValues', () => {
  test('gives values as Odoo takes them', async () => {
    const values = {
      name: 'Ana',
      email: null,
      birthday: '1990-01-31',
      seen: '2025-01-31T14:00',
      user_id: 2,
      category_id: [1, 2],
    };
    expect(await check(values)).toEqual({
      name: 'Ana',
      email: false,
      birthday: '1990-01-31',
      seen: '2025-01-31 17:00:00',
      user_id: 2,
      category_id: [[6, 0, [1, 2]]],
    });
  });

  test('takes what Odoo 16 lets be written in some states', async () => {
    expect(await check({ note: 'Olá' })).toEqual({ note: 'Olá' });
  });

  test('checks what lines hold', async () => {
    const commands = [
      [0, 0, { name: 'Filha', seen: '2025-01-31 14:00' }],
      [1, 7, { email: null }],
      [4, 8],
    ];
    expect(await check({ child_ids: commands })).toEqual({
      child_ids: [
        [0, 0, { name: 'Filha', seen: '2025-01-31 17:00:00' }],
        [1, 7, { email: false }],
        [4, 8],
      ],
    });
  });

  test.each([
    ['an unknown field', { nmae: 'Ana' }, 'unknown_field'],
    ['a field that Odoo sets', { display_name: 'Ana' }, 'field_readonly'],
    ['a credential', { signup_token: 'x' }, 'field_denied'],
    ['a user by the back door', { user_ids: [[0, 0, { login: 'eve' }]] }, 'model_denied'],
    ['a user of somebody else', { user_ids: [[4, 2]] }, 'model_denied'],
    ['what is no time', { seen: 'amanhã' }, 'malformed_value'],
    ['a relation that is no list', { child_ids: 7 }, 'malformed_value'],
    ['what is no command', { child_ids: [[9, 1]] }, 'malformed_value'],
    ['a command without values', { child_ids: [[0, 0]] }, 'malformed_value'],
    ['too many lines', { child_ids: Array(101).fill([4, 1]) }, 'malformed_value'],
    ['a wrong field of a line', { child_ids: [[0, 0, { nmae: 'x' }]] }, 'unknown_field'],
    ['a credential in a line', { child_ids: [[0, 0, { signup_token: 'x' }]] }, 'field_denied'],
    ['a line to be deleted, where that is not permitted', { child_ids: [[2, 7]] }, 'operation_denied'],
    [
      'lines in lines in lines',
      { child_ids: [[0, 0, { child_ids: [[0, 0, { child_ids: [[4, 1]] }]] }]] },
      'malformed_value',
    ],
  ])('refuses %s', async (_name, values, code) => {
    const error: unknown = await check(values).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code, fix: expect.any(String) });
  });
});
