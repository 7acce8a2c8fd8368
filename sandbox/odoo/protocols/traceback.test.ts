import { describe, expect, it } from 'vitest';
import { missingError, OdooException, pythonError, userError } from '../orm/exceptions.ts';
import { asException, htmlPage } from './answer.ts';
import { traceback } from './traceback.ts';

describe('a traceback', () => {
  it.each([
    [pythonError('ValueError', 'no'), 'ValueError: no'],
    [pythonError('KeyError', 'nofield'), "KeyError: 'nofield'"],
    [pythonError('psycopg2.errors.LockNotAvailable', 'busy'), 'psycopg2.errors.LockNotAvailable: busy'],
    [userError('Não pode'), 'odoo.exceptions.UserError: Não pode'],
  ])('ends in the exception: %s', (exception, lastLine) => {
    const lines = traceback(exception).trimEnd().split('\n');
    expect(lines[0]).toBe('Traceback (most recent call last):');
    expect(lines[1]).toMatch(/^ {2}File ".+\.py", line \d+, in \w+$/);
    expect(lines.at(-1)).toBe(lastLine);
  });
});

it('of an answer that cannot be written shows no frame of the method, which was committed', () => {
  const text = traceback(pythonError('TypeError', 'cannot marshal None'), 'answer');
  expect(text).toContain('xmlrpc/client.py');
  expect(text).not.toContain('call_kw');
});

describe('asException', () => {
  it('passes on what Odoo would raise', () => {
    const exception = missingError('res.partner', [1, 2], 2);
    expect(asException(exception)).toBe(exception);
    expect(exception.message).toBe(
      'Record does not exist or has been deleted.\n(Record: res.partner(1, 2), User: 2)',
    );
  });

  it('takes an overflowing stack for a RecursionError', () => {
    expect(asException(new RangeError('Maximum call stack size exceeded'))).toMatchObject({
      python: 'builtins.RecursionError',
      status: 500,
    });
  });

  it('lets a defect of the stand-in through', () => {
    expect(() => asException(new TypeError('undefined is not a function'))).toThrow(TypeError);
    expect(asException(userError('x'))).toBeInstanceOf(OdooException);
  });
});

it('an HTML page says its status', () => {
  expect(htmlPage(503, 'Service Unavailable', 'Back soon.')).toMatchObject({
    status: 503,
    contentType: 'text/html; charset=utf-8',
    body: expect.stringContaining('<title>503 Service Unavailable</title>'),
  });
});
