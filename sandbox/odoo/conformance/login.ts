import { describe, expect, it } from 'vitest';
import { json2 } from './raw-json2.ts';
import { executeKw, post, xmlRpc } from './raw-xml-rpc.ts';
import type { SuiteContext } from './target.ts';

/** Version, login, and what becomes of those who are not let in. */
export function loginSuite({ target }: SuiteContext): void {
  describe('version and health', () => {
    it('tells the version without a login over both ways', async () => {
      const web = await fetch(`${target.url}/web/version`);
      const common = await xmlRpc(target, 'common', 'version', []);
      expect(await web.json()).toEqual({
        version_info: expect.arrayContaining([19, 'final']),
        version: '19.0',
      });
      expect(common.result).toMatchObject({
        server_version: '19.0',
        server_serie: '19.0',
        protocol_version: 1,
      });
    });

    it('is healthy', async () => {
      const response = await fetch(`${target.url}/web/health`);
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({ status: 'pass' });
    });
  });

  describe('authenticate over XML-RPC', () => {
    const authenticate = (db: string, login: string, secret: string) =>
      xmlRpc(target, 'common', 'authenticate', [db, login, secret, {}]);

    it('answers the uid for a password and for an API key, and false for anything else', async () => {
      expect((await authenticate(target.db, target.username, target.password)).result).toBe(2);
      expect((await authenticate(target.db, target.username, target.apiKey)).result).toBe(2);
      expect((await authenticate(target.db, target.username, 'wrong')).result).toBe(false);
      expect((await authenticate(target.db, 'nobody', target.password)).result).toBe(false);
    });

    it('faults with a traceback on a database that does not exist', async () => {
      const { fault } = await authenticate('no_such_database', target.username, target.password);
      expect(fault?.code).toBe(1);
      expect(fault?.text).toMatch(/^Traceback[\s\S]*OperationalError[\s\S]*no_such_database/);
    });

    it('faults with code 3 on a call with a wrong or an empty password', async () => {
      for (const secret of ['wrong', '']) {
        const call = [target.db, 2, secret, 'res.partner', 'search', [[]], { limit: 1 }];
        expect((await xmlRpc(target, 'object', 'execute_kw', call)).fault).toEqual({
          code: 3,
          text: 'Access Denied',
        });
      }
    });

    it('faults on an unknown service, an unknown method and on text that is no XML-RPC, with status 200', async () => {
      const answers = [
        await xmlRpc(target, 'common', 'no_such_method', []),
        await xmlRpc(target, 'nothing', 'version', []),
        await post(target, 'object', 'this is no XML'),
      ];
      for (const answer of answers) {
        expect(answer).toMatchObject({
          status: 200,
          contentType: 'text/xml; charset=utf-8',
          fault: { code: 1 },
        });
      }
    });

    it('allows POST only', async () => {
      expect((await fetch(`${target.url}/xmlrpc/2/object`)).status).toBe(405);
    });
  });

  describe('the bearer key of JSON-2', () => {
    const search = (headers: Record<string, string>) =>
      json2(target, 'res.partner/search', { domain: [], limit: 1 }, { headers });

    it('is refused with 401 when it is wrong or missing', async () => {
      expect(await search({ Authorization: 'bearer wrong' })).toMatchObject({
        status: 401,
        body: {
          name: 'werkzeug.exceptions.Unauthorized',
          message: 'Invalid apikey',
          arguments: ['Invalid apikey', 401],
        },
      });
      expect(await search({ Authorization: '' })).toMatchObject({
        status: 401,
        body: { message: 'User not authenticated, use an API Key with a Bearer Authorization header.' },
      });
    });

    it('is no use with another database: an HTML page', async () => {
      const answer = await search({ 'X-Odoo-Database': 'no_such_database' });
      expect(answer).toMatchObject({ status: 404, contentType: 'text/html; charset=utf-8' });
    });

    it('works with a domain, and as an XML-RPC password', async () => {
      expect(await search({})).toMatchObject({ status: 200, contentType: 'application/json; charset=utf-8' });
      expect((await executeKw(target, 'res.partner', 'search', [[]], { limit: 1 })).result).toHaveLength(1);
    });
  });
}
