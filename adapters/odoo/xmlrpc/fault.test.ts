import { describe, expect, test } from 'vitest';
import { marshalTraceback } from '../testing/scripted-server.ts';
import { exceptionOfFault, isCommittedButUnanswered } from './fault.ts';

const traceback = (exception: string) => `Traceback (most recent call last):
  File "/usr/lib/python3/dist-packages/odoo/orm/registry.py", line 118, in __new__
    return cls.registries[db_name]
           ~~~~~~~~~~~~~~^^^^^^^^^
KeyError: 'nope'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/usr/lib/python3/dist-packages/odoo/service/model.py", line 93, in call_kw
    result = method(recs, *args, **kwargs)
${exception}
`;

describe('exceptionOfFault', () => {
  test.each([
    [2, 'No lines', { name: 'odoo.exceptions.UserError', message: 'No lines' }],
    [3, 'Access Denied', { name: 'odoo.exceptions.AccessDenied', message: '' }],
    [4, 'Not allowed', { name: 'odoo.exceptions.AccessError', message: 'Not allowed' }],
  ])('code %i', (code, text, exception) => {
    expect(exceptionOfFault({ code, text })).toEqual(exception);
  });

  test('finds the last exception of a traceback', () => {
    const text = traceback("ValueError: Invalid field 'foo' on 'res.partner'");
    expect(exceptionOfFault({ code: 1, text })).toEqual({
      name: 'ValueError',
      message: "Invalid field 'foo' on 'res.partner'",
    });
  });

  test('keeps a message of several lines together', () => {
    const text = traceback('psycopg2.errors.UndefinedColumn: column x\nLINE 1: SELECT x');
    const { name, message } = exceptionOfFault({ code: 1, text });
    expect(name).toBe('psycopg2.errors.UndefinedColumn');
    expect(message).toContain('LINE 1');
  });

  test.each(['', 'no traceback at all', 'Traceback (most recent call last):'])(
    'knows nothing from "%s"',
    (text) => {
      expect(exceptionOfFault({ code: 1, text })).toEqual({ name: '', message: '' });
    },
  );

  test('reads an exception without a message', () => {
    expect(exceptionOfFault({ code: 1, text: traceback('AssertionError') })).toMatchObject({
      name: 'AssertionError',
    });
  });
});

describe('isCommittedButUnanswered', () => {
  const marshalling = (message: string) =>
    marshalTraceback.replaceAll('cannot marshal None unless allow_none is enabled', message);

  test.each([
    'cannot marshal None unless allow_none is enabled',
    "cannot marshal <class 'odoo.api.res.partner'> objects",
    'dictionary key must be string',
    'int exceeds XML-RPC limits',
  ])('the answer could not be written: %s', (message) => {
    expect(isCommittedButUnanswered({ code: 1, text: marshalling(message) })).toBe(true);
  });

  test('a module that fails to speak XML-RPC in its own method was rolled back', () => {
    const inMethod = marshalTraceback.replace(
      'Traceback (most recent call last):\n',
      (first) => `${first}  File "/odoo/service/model.py", line 93, in call_kw\n    result = method(recs)\n`,
    );
    expect(isCommittedButUnanswered({ code: 1, text: inMethod })).toBe(false);
  });

  test('an error that only speaks of it is an error', () => {
    const said = 'UserError: cannot marshal None';
    expect(isCommittedButUnanswered({ code: 2, text: marshalTraceback })).toBe(false);
    expect(isCommittedButUnanswered({ code: 1, text: traceback(`TypeError: ${said}`) })).toBe(false);
    expect(isCommittedButUnanswered({ code: 1, text: traceback('TypeError: cannot marshal None') })).toBe(
      false,
    );
  });
});
