import { describe, expect, test } from 'vitest';
import { errorOfAnswer } from './error-of-answer.ts';

const place = 'res.partner.write';
const body = (name: string, message: string) => ({ name, message, arguments: [message], debug: 'Traceback' });

describe('errorOfAnswer', () => {
  test.each([
    [401, body('werkzeug.exceptions.Unauthorized', 'Invalid apikey'), 'AccessError', 'odoo_credentials'],
    [403, body('odoo.exceptions.AccessError', 'Not allowed'), 'AccessError', 'odoo_access'],
    [
      404,
      body('werkzeug.exceptions.NotFound', "the model 'a.b' does not exist"),
      'NotFoundError',
      'unknown_model',
    ],
    [
      404,
      body('werkzeug.exceptions.NotFound', "The method 'a.b' does not exist"),
      'NotFoundError',
      'unknown_method',
    ],
    [404, body('odoo.exceptions.MissingError', 'Gone'), 'NotFoundError', 'record_not_found'],
    [409, body('odoo.exceptions.LockError', 'Locked'), 'UpstreamError', 'odoo_busy'],
    [422, body('odoo.exceptions.ValidationError', 'No name'), 'InputError', 'odoo_refused'],
    [
      422,
      body('werkzeug.exceptions.UnprocessableEntity', "unexpected argument 'x'"),
      'InputError',
      'odoo_refused',
    ],
    [500, body('builtins.ValueError', "Invalid field 'x'"), 'InputError', 'odoo_refused'],
    [500, body('builtins.ZeroDivisionError', 'division by zero'), 'UpstreamError', 'odoo_failed'],
    [500, body('werkzeug.exceptions.InternalServerError', 'x'), 'UpstreamError', 'odoo_failed'],
  ])('%i %j', (status, answer, name, code) => {
    expect(errorOfAnswer(status, answer, place)).toMatchObject({ name, code });
  });

  test.each([{ message: 'Endpoint request timed out' }, { error: 'x' }, 7, null, []])(
    '%j is not of Odoo',
    (answer) => {
      expect(errorOfAnswer(504, answer, place)).toBeUndefined();
    },
  );

  test('a traceback is never part of it', () => {
    const error = errorOfAnswer(422, body('odoo.exceptions.UserError', 'No'), place);
    expect(JSON.stringify({ ...error, message: error?.message })).not.toContain('Traceback');
  });
});
