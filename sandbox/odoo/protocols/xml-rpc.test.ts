import { describe, expect, it } from 'vitest';
import { decode, encode } from '../conformance/raw-xml.ts';
import { userError } from '../orm/exceptions.ts';
import { createTestInstance } from '../testing/test-environment.ts';
import { xmlRpcCall } from './xml-rpc.ts';

const instance = createTestInstance();

function call(service: string, method: string, ...parameters: unknown[]) {
  const params = parameters.map((parameter) => `<param>${encode(parameter)}</param>`).join('');
  return xmlRpcCall(
    instance,
    service,
    `<methodCall><methodName>${method}</methodName><params>${params}</params></methodCall>`,
  );
}

const valueIn = (body: string) => decode(body.slice(body.indexOf('<value>')));
const answer = (...given: Parameters<typeof call>) => valueIn(call(...given).run().body);
const execute = (...rest: unknown[]) => answer('object', 'execute_kw', 'test', 2, 'key', ...rest);

describe('an XML-RPC call', () => {
  it('says which model and method it is for', () => {
    expect(call('object', 'execute_kw', 'test', 2, 'key', 'res.partner', 'search', [[]])).toMatchObject({
      model: 'res.partner',
      method: 'search',
    });
    expect(call('common', 'version')).toMatchObject({ method: 'version' });
  });

  it('logs in under either name of the method', () => {
    expect(answer('common', 'authenticate', 'test', 'admin', 'admin', {})).toBe(2);
    expect(answer('common', 'login', 'test', 'admin', 'admin')).toBe(2);
    expect(answer('common', 'authenticate', 'test', 'admin', 'no', {})).toBe(false);
  });

  it('works without named arguments, and takes the context from among them', () => {
    expect(execute('res.users', 'search', [[['login', '=', 'admin']]])).toEqual([2]);
    expect(execute('res.country', 'read', [[1], ['name']], { context: { lang: 'pt_BR' } })).toEqual([
      { id: 1, name: 'Brasil' },
    ]);
  });

  it('unpacks the id of a single new record', () => {
    expect(execute('res.partner', 'create', [{ name: 'Um' }])).toEqual(expect.any(Number));
    expect(execute('res.partner', 'create', [[{ name: 'Um' }]])).toEqual([expect.any(Number)]);
  });

  it('commits and then faults when the method returns None', () => {
    const order = execute('sale.order', 'create', [{ partner_id: 6 }]);
    expect(execute('sale.order', 'action_lock', [[order]])).toMatchObject({
      faultCode: 1,
      faultString: expect.stringMatching(/cannot marshal None unless allow_none is enabled\n$/),
    });
    expect(execute('sale.order', 'read', [[order], ['locked']])).toEqual([{ id: order, locked: true }]);
  });

  it.each([
    ['another user', ['test', 1, 'key', 'res.partner', 'search', [[]]], 3],
    ['a wrong key', ['test', 2, 'no', 'res.partner', 'search', [[]]], 3],
    ['another database', ['other', 2, 'key', 'res.partner', 'search', [[]]], 1],
    ['an unknown model', ['test', 2, 'key', 'no.model', 'search', [[]]], 2],
    ['a private method', ['test', 2, 'key', 'res.partner', '_write', [[]]], 4],
    ['no arguments at all', ['test', 2, 'key', 'res.partner', 'read', []], 1],
  ])('with %s ends in a fault', (_what, parameters, faultCode) => {
    expect(answer('object', 'execute_kw', ...parameters)).toMatchObject({ faultCode });
  });

  it('knows no other way to execute', () => {
    expect(answer('object', 'execute_sql', 'test', 2, 'key', 'res.partner', 'search', [])).toMatchObject({
      faultCode: 1,
    });
  });

  it('is refused in its own words', () => {
    const { status, body } = call('common', 'version').refuse(userError('Não.'));
    expect(status).toBe(200);
    expect(valueIn(body)).toEqual({ faultCode: 2, faultString: 'Não.' });
  });
});
