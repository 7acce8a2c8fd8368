import { describe, expect, test } from 'vitest';
import type { Odoo } from '#adapters/odoo/port.ts';
import { AccessError, InputError, NotFoundError, UpstreamError } from '#errors/errors.ts';
import { fieldsOfAllowedModels, requireField, requireFields } from './model-fields.ts';

const models = [{ model: 'res.partner', display_name: 'Contact' }];

const fieldsOver = (fieldsGet: Odoo['fieldsGet']) =>
  fieldsOfAllowedModels({ fieldsGet, call: async () => models, searchRead: async () => [] }, {});

describe('fieldsOfAllowedModels', () => {
  test('gives the fields of an open model', async () => {
    const fieldsOf = fieldsOver(async () => ({ name: { type: 'char' } }));
    expect(await fieldsOf('res.partner')).toEqual({ name: { type: 'char' } });
  });

  test('does not even ask for a denied one', async () => {
    const fieldsOf = fieldsOver(async () => expect.unreachable('it must not ask'));
    await expect(fieldsOf('res.users')).rejects.toBeInstanceOf(AccessError);
  });

  test('names the models that an unknown one may have meant', async () => {
    const fieldsOf = fieldsOver(() => Promise.reject(new NotFoundError('no model')));
    const error: unknown = await fieldsOf('res.parner').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).message).toBe(
      'There is no model res.parner in Odoo. Did you mean res.partner?',
    );
  });

  test('lets trouble through', async () => {
    const fieldsOf = fieldsOver(() => Promise.reject(new UpstreamError('down')));
    await expect(fieldsOf('res.partner')).rejects.toBeInstanceOf(UpstreamError);
  });
});

describe('requireField', () => {
  const fields = { name: { type: 'char' }, email: { type: 'char' }, signup_token: { type: 'char' } };

  test('gives the field', () => {
    expect(requireField(fields, 'res.partner', 'name')).toEqual({ type: 'char' });
  });

  test('names what may have been meant', () => {
    expect(() => requireField(fields, 'res.partner', 'emial')).toThrow('Did you mean email?');
    expect(() => requireField(fields, 'res.partner', 'toString')).toThrow('has no field toString');
  });

  test('denies a secret, whether it exists or not', () => {
    expect(() => requireField(fields, 'res.partner', 'signup_token')).toThrow(AccessError);
    expect(() => requireField(fields, 'res.partner', 'password')).toThrow(AccessError);
  });
});

test('requireFields gives each name once, and refuses what requireField refuses', () => {
  const fields = { name: { type: 'char' }, email: { type: 'char' } };
  expect(requireFields(fields, 'res.partner', ['name', 'email', 'name'])).toEqual(['name', 'email']);
  expect(() => requireFields(fields, 'res.partner', ['name', 'phone'])).toThrow('has no field phone');
});
