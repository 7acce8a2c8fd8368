import { describe, expect, test } from 'vitest';
import { AccessError, InputError, NotFoundError, UpstreamError } from '#errors/errors.ts';
import { errorOfException } from './odoo-exception.ts';

const place = 'sale.order.create';

describe('errorOfException', () => {
  test.each([
    ['odoo.exceptions.AccessDenied', '', AccessError, 'odoo_credentials'],
    ['odoo.exceptions.AccessError', 'You are not allowed', AccessError, 'odoo_access'],
    ['odoo.exceptions.MissingError', 'Gone', NotFoundError, 'record_not_found'],
    [
      'odoo.exceptions.UserError',
      'Record does not exist or has been deleted.',
      NotFoundError,
      'record_not_found',
    ],
    [
      'odoo.exceptions.UserError',
      'O registro não existe ou foi excluído. (Registro: res.partner(99,), Usuário: 2)',
      NotFoundError,
      'record_not_found',
    ],
    ['odoo.exceptions.UserError', "Object foo.bar doesn't exist", NotFoundError, 'unknown_model'],
    ['odoo.exceptions.UserError', 'No lines', InputError, 'odoo_refused'],
    ['odoo.exceptions.ValidationError', 'Contacts require a name', InputError, 'odoo_refused'],
    ['builtins.ValueError', "Invalid field 'foo' on 'res.partner'", InputError, 'odoo_refused'],
    ['KeyError', "'foo'", InputError, 'odoo_refused'],
    ['AttributeError', "The method 'a.b' does not exist", NotFoundError, 'unknown_method'],
    ['psycopg2.errors.SerializationFailure', 'could not serialize', UpstreamError, 'odoo_busy'],
    ['psycopg2.OperationalError', 'FATAL:  database "x" does not exist', UpstreamError, 'odoo_database'],
    ['psycopg2.errors.UndefinedColumn', 'column x', UpstreamError, 'odoo_failed'],
    ['', '', UpstreamError, 'odoo_failed'],
  ] as const)('%s "%s"', (name, message, errorClass, code) => {
    const error = errorOfException({ name, message }, place);
    expect(error).toBeInstanceOf(errorClass);
    expect(error.code).toBe(code);
  });

  test.each([
    [
      'Record does not exist or has been deleted.\n(Record: res.partner(99,), User: 2)',
      'there is no res.partner 99',
    ],
    ['Gone. (Registro: sale.order(7, 8), Usuário: 2)', 'there is no sale.order 7, 8'],
    ['Gone.', 'Gone.'],
  ])('a missing record is named without the words of Python: %j', (message, text) => {
    const error = errorOfException({ name: 'odoo.exceptions.MissingError', message }, place);
    expect(error.message).toBe(`${place}: ${text}`);
    expect(error.fix).toContain('deleted');
  });

  test('only a busy database is worth a repetition', () => {
    expect(errorOfException({ name: 'LockNotAvailable', message: '' }, place).retryable).toBe(true);
    expect(errorOfException({ name: 'ZeroDivisionError', message: '' }, place).retryable).toBe(false);
  });

  test('tells what Odoo says to its user, in one line of bounded length', () => {
    const error = errorOfException({ name: 'UserError', message: 'First.\nSecond.' }, place);
    expect(error.message).toBe('Odoo refused sale.order.create: First. Second.');
    const long = errorOfException({ name: 'UserError', message: 'x'.repeat(5_000) }, place);
    expect(long.message.length).toBeLessThan(500);
  });

  test('keeps the text of unexpected failures to itself: it may hold SQL or values', () => {
    const error = errorOfException({ name: 'psycopg2.errors.X', message: 'INSERT … secret' }, place);
    expect(error.message).toBe('Odoo failed in sale.order.create (X).');
  });

  test('leaves out the values of a condition', () => {
    const message = "Invalid field res.partner.foo in condition ('foo', '=', 'secret')";
    expect(errorOfException({ name: 'ValueError', message }, place).message).not.toContain('secret');
  });
});
