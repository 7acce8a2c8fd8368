import { describe, expect, it } from 'vitest';
import { json2 } from './raw-json2.ts';
import { executeKw } from './raw-xml-rpc.ts';
import type { SuiteContext } from './target.ts';

interface Refusal {
  what: string;
  model: string;
  method: string;
  /** As JSON-2 takes them. */
  named?: Record<string, unknown>;
  /** As XML-RPC takes them. */
  positional: unknown[];
  status: number;
  name: string;
  faultCode: number;
  text: RegExp;
}

const nobody = 99_999_999;
const error = (name: string) => `odoo.exceptions.${name}`;

const refusals: Refusal[] = [
  {
    what: 'an unknown field in a domain',
    model: 'res.partner',
    method: 'search_read',
    named: { domain: [['nofield', '=', 1]] },
    positional: [[['nofield', '=', 1]]],
    status: 500,
    name: 'builtins.ValueError',
    faultCode: 1,
    text: /Invalid field res\.partner\.nofield in condition \('nofield', '=', 1\)/,
  },
  {
    what: 'an unknown field to read',
    model: 'res.partner',
    method: 'search_read',
    named: { domain: [], fields: ['nofield'], limit: 1 },
    positional: [[], ['nofield'], 0, 1],
    status: 500,
    name: 'builtins.ValueError',
    faultCode: 1,
    text: /Invalid field 'nofield' on 'res\.partner'/,
  },
  {
    what: 'an unknown field to create',
    model: 'res.partner',
    method: 'create',
    named: { vals_list: { nofield: 1 } },
    positional: [{ nofield: 1 }],
    status: 500,
    name: 'builtins.ValueError',
    faultCode: 1,
    text: /Invalid field 'nofield' in 'res\.partner'/,
  },
  {
    what: 'an unknown operator',
    model: 'res.partner',
    method: 'search_count',
    named: { domain: [['name', 'sounds like', 'x']] },
    positional: [[['name', 'sounds like', 'x']]],
    status: 500,
    name: 'builtins.ValueError',
    faultCode: 1,
    text: /Invalid operator in condition \('name', 'sounds like', 'x'\)/,
  },
  {
    what: 'a domain with an operand missing',
    model: 'res.partner',
    method: 'search_count',
    named: { domain: ['|', ['name', '=', 'x']] },
    positional: [['|', ['name', '=', 'x']]],
    status: 500,
    name: 'builtins.ValueError',
    faultCode: 1,
    text: /Domain\(\) malformed domain \['\|', \['name', '=', 'x'\]\]/,
  },
  {
    what: 'a domain of loose words',
    model: 'res.partner',
    method: 'search_count',
    named: { domain: ['name'] },
    positional: [['name']],
    status: 500,
    name: 'builtins.ValueError',
    faultCode: 1,
    text: /Domain\(\) invalid item in domain: 'name'/,
  },
  {
    what: 'a negative limit',
    model: 'res.partner',
    method: 'search_read',
    named: { domain: [], fields: ['name'], limit: -1 },
    positional: [[], ['name'], 0, -1],
    status: 500,
    name: 'psycopg2.errors.InvalidRowCountInLimitClause',
    faultCode: 1,
    text: /LIMIT must not be negative/,
  },
  {
    what: 'an order by an unknown field',
    model: 'res.partner',
    method: 'search',
    named: { domain: [], limit: 1, order: 'nofield' },
    positional: [[], 0, 1, 'nofield'],
    status: 500,
    name: 'builtins.ValueError',
    faultCode: 1,
    text: /Invalid field 'nofield' on model 'res\.partner'/,
  },
  {
    what: 'an order that is none',
    model: 'res.partner',
    method: 'search',
    named: { domain: [], limit: 1, order: 'name; drop table' },
    positional: [[], 0, 1, 'name; drop table'],
    status: 422,
    name: error('UserError'),
    faultCode: 2,
    text: /^Invalid "order" specified \(name; drop table\)/,
  },
  {
    what: 'a search by a price that is worked out',
    model: 'product.product',
    method: 'search_count',
    named: { domain: [['lst_price', '>', 5]] },
    positional: [[['lst_price', '>', 5]]],
    status: 500,
    name: 'builtins.ValueError',
    faultCode: 1,
    text: /Cannot convert product\.product\.lst_price to SQL because it is not stored/,
  },
  {
    what: 'a customer without a name',
    model: 'res.partner',
    method: 'create',
    named: { vals_list: {} },
    positional: [{}],
    status: 422,
    name: error('ValidationError'),
    faultCode: 2,
    text: /Contacts require a name/,
  },
  {
    what: 'an order without a customer',
    model: 'sale.order',
    method: 'create',
    named: { vals_list: [{}] },
    positional: [{}],
    status: 422,
    name: error('ValidationError'),
    faultCode: 2,
    text: /Missing required value for the field 'Customer' \(partner_id\)/,
  },
  {
    what: 'an order for a customer who does not exist',
    model: 'sale.order',
    method: 'create',
    named: { vals_list: [{ partner_id: nobody }] },
    positional: [{ partner_id: nobody }],
    status: 404,
    name: error('MissingError'),
    faultCode: 2,
    text: new RegExp(`Record: res\\.partner\\(${nobody},\\), User: 2`),
  },
  {
    what: 'a write on a record that does not exist',
    model: 'res.partner',
    method: 'write',
    named: { ids: [nobody], vals: { name: 'x' } },
    positional: [[nobody], { name: 'x' }],
    status: 404,
    name: error('MissingError'),
    faultCode: 2,
    text: /^Record does not exist or has been deleted\./,
  },
  {
    what: 'a private method',
    model: 'res.partner',
    method: '_search',
    positional: [[]],
    status: 403,
    name: error('AccessError'),
    faultCode: 4,
    text: /^Private methods \(such as 'res\.partner\._search'\) cannot be called remotely\./,
  },
  {
    what: 'a company that the user does not work for',
    model: 'sale.order',
    method: 'search',
    named: { domain: [], limit: 1, context: { allowed_company_ids: [nobody] } },
    positional: [[], 0, 1, 'id'],
    status: 403,
    name: error('AccessError'),
    faultCode: 4,
    text: /./,
  },
  {
    what: 'a language that is not installed',
    model: 'res.partner',
    method: 'search_read',
    named: { domain: [], fields: ['name'], limit: 1, context: { lang: 'xx_XX' } },
    positional: [[], ['name'], 0, 1],
    status: 422,
    name: error('UserError'),
    faultCode: 2,
    text: /^Invalid language code: xx_XX/,
  },
];

/** Everything that Odoo refuses, in the words of both protocols. */
export function refusalSuite({ target }: SuiteContext): void {
  describe.each(refusals)(
    '$what',
    ({ model, method, named = {}, positional, status, name, faultCode, text }) => {
      it(`is a ${status} over JSON-2`, async () => {
        const answer = await json2(target, `${model}/${method}`, named);
        expect(answer).toMatchObject({
          status,
          body: { name, message: expect.stringMatching(text), context: {} },
        });
        const { message, debug, ...body } = answer.body as Record<string, unknown>;
        expect(body.arguments).toEqual([message]);
        expect(debug).toMatch(/^Traceback \(most recent call last\):\n {2}File "/);
      });

      it(`is fault ${faultCode} over XML-RPC`, async () => {
        const context = named.context ? { context: named.context } : {};
        const { status: httpStatus, fault } = await executeKw(target, model, method, positional, context);
        expect({ httpStatus, code: fault?.code }).toEqual({ httpStatus: 200, code: faultCode });
        expect(fault?.text).toMatch(faultCode === 1 ? new RegExp(`^Traceback[\\s\\S]*${text.source}`) : text);
      });
    },
  );

  describe('a model or a method that does not exist', () => {
    it('is a 404 over JSON-2', async () => {
      expect(await json2(target, 'no.model/search', { domain: [] })).toMatchObject({
        status: 404,
        body: { name: 'werkzeug.exceptions.NotFound', message: "the model 'no.model' does not exist" },
      });
      expect(await json2(target, 'res.partner/no_method')).toMatchObject({
        status: 404,
        body: { message: "The method 'res.partner.no_method' does not exist" },
      });
      expect(await json2(target, 'res.partner')).toMatchObject({
        status: 404,
        body: { message: 'Did you mean POST /json/2/<model>/<method>?' },
      });
    });

    it('is a UserError for the model, but a traceback for the method over XML-RPC', async () => {
      const model = await executeKw(target, 'no.model', 'search', [[]]);
      const method = await executeKw(target, 'res.partner', 'no_method', [[]]);
      expect(model.fault).toEqual({ code: 2, text: "Object no.model doesn't exist" });
      expect(method.fault?.code).toBe(1);
      expect(method.fault?.text).toMatch(
        /AttributeError: The method 'res\.partner\.no_method' does not exist\n$/,
      );
    });
  });

  describe('arguments that do not fit the method', () => {
    it.each([
      ['search', {}, "missing a required argument: 'domain'"],
      ['search', { domain: [], depth: 3 }, "got an unexpected keyword argument 'depth'"],
      ['search', { ids: [1], domain: [] }, 'cannot call res.partner.search with ids'],
      ['create', { vals: {} }, "missing a required argument: 'vals_list'"],
    ])('are a 422 over JSON-2: %s %j', async (method, named, message) => {
      expect(await json2(target, `res.partner/${method}`, named)).toMatchObject({
        status: 422,
        body: { name: 'werkzeug.exceptions.UnprocessableEntity', message, arguments: [message, 422] },
      });
    });

    it.each([
      ['search_read', [[], ['name']], { depth: 3 }],
      ['write', [[1]], {}],
      ['search', [[], 0, 1, 'id', 5, 6], {}],
      ['read', [], {}],
    ])('are a traceback over XML-RPC: %s %j', async (method, positional, named) => {
      const { fault } = await executeKw(target, 'res.partner', method, positional, named);
      expect(fault?.code).toBe(1);
      expect(fault?.text).toMatch(/^Traceback[\s\S]*(TypeError|IndexError): /);
    });
  });

  describe('a body that is no JSON', () => {
    it('is a 400, and 415 when it does not even say so', async () => {
      const headers = { 'Content-Type': 'text/plain' };
      expect(await json2(target, 'res.partner/search', {}, { body: '{nonsense' })).toMatchObject({
        status: 400,
        body: {
          name: 'werkzeug.exceptions.BadRequest',
          message: expect.stringMatching(/^could not parse the body as json/),
        },
      });
      expect((await json2(target, 'res.partner/search', {}, { body: 'domain=', headers })).status).toBe(415);
    });
  });
}
