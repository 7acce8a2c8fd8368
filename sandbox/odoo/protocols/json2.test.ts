import { describe, expect, it } from 'vitest';
import { accessError } from '../orm/exceptions.ts';
import { createTestInstance } from '../testing/test-environment.ts';
import { type Json2Request, json2Call } from './json2.ts';

const instance = createTestInstance();

function call(path: string, body: unknown = {}, changes: Partial<Json2Request> = {}) {
  return json2Call(instance, {
    method: 'POST',
    path: `/json/2/${path}`,
    db: 'test',
    contentType: 'application/json',
    authorization: 'Bearer key',
    body: JSON.stringify(body),
    ...changes,
  });
}

const answer = (...given: Parameters<typeof call>) => {
  const { status, body } = call(...given).run();
  return { status, body: body.startsWith('<') ? body : JSON.parse(body) };
};

describe('a JSON-2 call', () => {
  it('says which model and method it is for', () => {
    expect(call('res.partner/search')).toMatchObject({ model: 'res.partner', method: 'search' });
  });

  it('answers the result as it is', () => {
    const search = { domain: [['login', '=', 'admin']] };
    expect(answer('res.users/search', search)).toEqual({ status: 200, body: [2] });
    expect(answer('sale.order/action_unlock', { ids: [1] })).toEqual({ status: 200, body: null });
  });

  it('takes the context from the body', () => {
    const read = { ids: [1], fields: ['name'], context: { lang: 'pt_BR' } };
    expect(answer('res.country/read', read).body).toEqual([{ id: 1, name: 'Brasil' }]);
  });

  it('needs neither a database nor a body', () => {
    expect(answer('res.users/context_get', {}, { db: undefined, body: '' })).toMatchObject({
      status: 200,
      body: { uid: 2 },
    });
  });

  it('takes a body that is no struct for an empty one', () => {
    expect(answer('res.partner/search', [])).toMatchObject({ status: 422 });
  });

  it.each([
    ['a wrong key', { authorization: 'Bearer admin' }, 401],
    ['no key', { authorization: undefined }, 401],
    ['a basic login', { authorization: 'Basic YWRtaW46YWRtaW4=' }, 401],
    ['another database', { db: 'other' }, 404],
    ['GET', { method: 'GET', body: '' }, 404],
    ['a path that is too short', { path: '/json/2' }, 404],
    ['a path that is too long', { path: '/json/2/res.partner/search/1' }, 404],
    ['a body that is no JSON', { body: '{' }, 400],
    ['a form', { contentType: 'application/x-www-form-urlencoded' }, 415],
  ])('with %s is refused', (_what, changes, status) => {
    expect(answer('res.partner/search', { domain: [] }, changes).status).toBe(status);
  });

  it('tells a client without a key how to send one', () => {
    expect(call('res.partner/search', {}, { authorization: '' }).run().headers).toEqual({
      'WWW-Authenticate': 'Bearer',
    });
  });

  it('is refused in its own words', () => {
    const { status, body } = call('res.partner/search').refuse(accessError('No.'));
    expect(status).toBe(403);
    expect(JSON.parse(body)).toEqual({
      name: 'odoo.exceptions.AccessError',
      message: 'No.',
      arguments: ['No.'],
      context: {},
      debug: expect.stringMatching(/^Traceback[\s\S]*odoo\.exceptions\.AccessError: No\.\n$/),
    });
  });
});
