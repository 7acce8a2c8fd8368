import { expect, test } from 'vitest';
import { refusal, refusalOf } from './refusal.ts';
import { StreamableHTTPError } from './sdk.ts';

/** As the SDK words it: the body at the end of the message. */
const answered = (status: number, body: string) =>
  new StreamableHTTPError(status, `Error POSTing to endpoint (HTTP ${status}): ${body}`);
const told = (message: string) =>
  JSON.stringify({ jsonrpc: '2.0', error: { code: -32_600, message }, id: null });

test('one of our servers is understood word for word', () => {
  const text = 'insufficient_scope: fail needs the scope fixture:write.\nNext: Get one.';
  expect(refusalOf(answered(403, told(text)))).toMatchObject({
    code: 'insufficient_scope',
    message: 'fail needs the scope fixture:write.',
    fix: 'Get one.',
    retryable: false,
  });
  expect(refusalOf(answered(401, told('invalid_token: It has expired.')))).toMatchObject({
    code: 'invalid_token',
  });
});

test('its words are understood without the SDK, too', () => {
  expect(refusal(403, 'insufficient_scope: It needs a scope.')).toMatchObject({ code: 'insufficient_scope' });
  for (const told of [undefined, 'Forbidden, with the token abc']) {
    expect(refusal(401, told)).toMatchObject({
      code: 'access_denied',
      message: 'The server refused the request (HTTP 401).',
    });
  }
});

test.each([
  ['HTML', '<html>{no}</html>'],
  ['nothing', ''],
  ['an error of another form', '{"error":"forbidden"}'],
  ['words of another form', told('Forbidden, with the token abc')],
])('of another server that answers %s only the status is told', (_, body) => {
  const refusal = refusalOf(answered(403, body));
  expect(refusal).toMatchObject({
    code: 'access_denied',
    message: 'The server refused the request (HTTP 403).',
  });
});

test.each([
  ['another status', answered(500, told('internal_error: It failed.'))],
  ['an error of another kind', new Error('ECONNRESET')],
  ['no error', undefined],
])('%s is no refusal', (_, error) => {
  expect(refusalOf(error)).toBeUndefined();
});
