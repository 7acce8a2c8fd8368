import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { json2, json2Result } from '../conformance/raw-json2.ts';
import { executeKw, xmlRpc } from '../conformance/raw-xml-rpc.ts';
import { type SandboxOdoo, startSandboxOdoo } from '../start.ts';
import { createFaults } from './faults.ts';

let odoo: SandboxOdoo;
beforeAll(async () => {
  odoo = await startSandboxOdoo();
});
beforeEach(() => odoo.faults.clear());
afterAll(() => odoo.close());

const search = () => json2(odoo, 'res.partner/search', { domain: [], limit: 1 });

describe('createFaults', () => {
  it('hands each fault to the calls that it is meant for, as often as it is meant', () => {
    const faults = createFaults();
    faults.add({ kind: 'hang', model: 'sale.order', method: 'create', times: 2 });
    expect(faults.take('sale.order', 'read')).toBeUndefined();
    expect(faults.take('res.partner', 'create')).toBeUndefined();
    expect(faults.take('sale.order', 'create')?.kind).toBe('hang');
    expect(faults.take('sale.order', 'create')?.kind).toBe('hang');
    expect(faults.take('sale.order', 'create')).toBeUndefined();
  });

  it('takes them in the order in which they were added', () => {
    const faults = createFaults();
    faults.add({ kind: 'down' });
    faults.add({ kind: 'html500' });
    expect([faults.take('a', 'b')?.kind, faults.take(undefined, 'c')?.kind]).toEqual(['down', 'html500']);
  });

  it('refuses what makes no sense', () => {
    expect(() => createFaults().add({ kind: 'hang', times: 0 })).toThrow();
  });
});

describe('a fault', () => {
  it('of kind html500 answers a page, once', async () => {
    odoo.faults.add({ kind: 'html500' });
    expect(await search()).toMatchObject({ status: 500, contentType: 'text/html; charset=utf-8' });
    expect((await search()).status).toBe(200);
  });

  it('of kind down answers the maintenance page to every call, logins too', async () => {
    odoo.faults.add({ kind: 'down', times: 2 });
    const common = await fetch(`${odoo.url}/xmlrpc/2/common`, { method: 'POST', body: '<methodCall/>' });
    expect(common.status).toBe(503);
    expect(await search()).toMatchObject({ status: 503, body: expect.stringContaining('manutenção') });
  });

  it('of kind access and lock is refused in the words of each protocol', async () => {
    odoo.faults.add({ kind: 'access', model: 'res.partner', times: 2 });
    odoo.faults.add({ kind: 'lock', model: 'sale.order', times: 2 });
    const access = { status: 403, body: { name: 'odoo.exceptions.AccessError', debug: expect.any(String) } };
    expect(await search()).toMatchObject(access);
    expect((await executeKw(odoo, 'res.partner', 'search', [[]])).fault?.code).toBe(4);
    expect(await json2(odoo, 'sale.order/search', { domain: [] })).toMatchObject({
      status: 409,
      body: { name: 'odoo.exceptions.LockError' },
    });
    expect((await executeKw(odoo, 'sale.order', 'search', [[]])).fault?.code).toBe(2);
  });

  it('of kind slow answers late, but rightly', async () => {
    odoo.faults.add({ kind: 'slow', delay: 150 });
    const begin = performance.now();
    expect((await search()).status).toBe(200);
    expect(performance.now() - begin).toBeGreaterThanOrEqual(140);
  });

  it('of kind hang never answers', async () => {
    odoo.faults.add({ kind: 'hang', method: 'version' });
    const body = '<methodCall><methodName>version</methodName></methodCall>';
    const request = fetch(`${odoo.url}/xmlrpc/2/common`, {
      method: 'POST',
      body,
      signal: AbortSignal.timeout(200),
    });
    await expect(request).rejects.toThrow(/timeout/i);
    expect((await xmlRpc(odoo, 'common', 'version', [])).status).toBe(200);
  });

  it('of kind drop-after-commit changes the data and breaks the connection', async () => {
    odoo.faults.add({ kind: 'drop-after-commit', model: 'res.partner', method: 'create' });
    const values = { vals_list: { name: 'Dropped' } };
    await expect(json2(odoo, 'res.partner/create', values)).rejects.toThrow('fetch failed');
    const found = { domain: [['name', '=', 'Dropped']] };
    expect(await json2Result(odoo, 'res.partner/search_count', found)).toBe(1);
  });

  const countNamed = (name: string) =>
    json2Result(odoo, 'res.partner/search_count', { domain: [['name', '=', name]] });
  const create = (name: string) => json2(odoo, 'res.partner/create', { vals_list: { name } });

  it.each(['hang-after-commit', 'half-answer'] as const)(
    'of kind %s changes the data all the same',
    async (kind) => {
      odoo.faults.add({ kind, model: 'res.partner', method: 'create' });
      const lost = Promise.race([
        create(kind),
        new Promise((_, reject) => setTimeout(reject, 300, new Error('late'))),
      ]);
      await expect(lost).rejects.toThrow();
      expect(await countNamed(kind)).toBe(1);
    },
  );

  it('of kind huge-answer and wrong-status changes the data and tells it badly', async () => {
    odoo.faults.add({ kind: 'huge-answer', model: 'res.partner', method: 'create' });
    const response = await fetch(`${odoo.url}/json/2/res.partner/create`, {
      method: 'POST',
      headers: { authorization: `bearer ${odoo.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ vals_list: { name: 'Huge' } }),
    });
    expect((await response.text()).length).toBeGreaterThan(8 * 1_024 * 1_024);
    odoo.faults.add({ kind: 'wrong-status', model: 'res.partner', method: 'create' });
    expect((await create('Wrong')).status).toBe(500);
    expect([await countNamed('Huge'), await countNamed('Wrong')]).toEqual([1, 1]);
  });

  it('of kind drop breaks the connection before anything was done', async () => {
    odoo.faults.add({ kind: 'drop', model: 'res.partner', method: 'create' });
    await expect(create('Never')).rejects.toThrow('fetch failed');
    expect(await countNamed('Never')).toBe(0);
  });

  it('of kind credentials, missing and serialization is refused in the words of each protocol', async () => {
    const refusals = [
      ['credentials', 401, 'werkzeug.exceptions.Unauthorized', 3],
      ['missing', 404, 'odoo.exceptions.MissingError', 2],
      ['serialization', 500, 'psycopg2.errors.SerializationFailure', 1],
    ] as const;
    for (const [kind, status, name, code] of refusals) {
      odoo.faults.add({ kind, model: 'res.partner', times: 2 });
      expect(await search()).toMatchObject({ status, body: { name } });
      expect((await executeKw(odoo, 'res.partner', 'search', [[]])).fault?.code).toBe(code);
    }
  });

  it('of kind login, html200 and proxy-json comes from what stands before Odoo', async () => {
    for (const [kind, status] of [
      ['login', 303],
      ['html200', 200],
      ['proxy-json', 504],
    ] as const) {
      odoo.faults.add({ kind, model: 'res.partner' });
      const response = await fetch(`${odoo.url}/json/2/res.partner/search`, {
        method: 'POST',
        redirect: 'manual',
        headers: { authorization: `bearer ${odoo.apiKey}`, 'content-type': 'application/json' },
        body: '{"domain": []}',
      });
      expect(response.status).toBe(status);
      expect(response.headers.get('location')).toBe(kind === 'login' ? '/web/login' : null);
    }
  });

  it('hanging does not keep the stand-in from closing', async () => {
    const other = await startSandboxOdoo();
    other.faults.add({ kind: 'hang' });
    const request = json2(other, 'res.partner/search', { domain: [] });
    const failed = expect(request).rejects.toThrow('fetch failed');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await other.close();
    await failed;
  });
});

describe('/sandbox/faults', () => {
  const post = (body: string, method = 'POST') =>
    fetch(`${odoo.url}/sandbox/faults`, method === 'POST' ? { method, body } : { method });

  it('switches faults on and off', async () => {
    const answer = await post(JSON.stringify({ kind: 'html500', model: 'res.partner', times: 3 }));
    expect(await answer.json()).toEqual({ kind: 'html500', model: 'res.partner', times: 3, delay: 2_000 });
    expect((await search()).status).toBe(500);
    await post('', 'DELETE');
    expect((await search()).status).toBe(200);
  });

  it.each(['{}', 'nonsense', '{"kind":"flood"}', '{"kind":"hang","forever":true}'])(
    'refuses %s',
    async (body) => {
      const answer = await post(body);
      expect(answer.status).toBe(422);
      expect(await answer.json()).toEqual({ error: expect.any(String) });
      expect((await search()).status).toBe(200);
    },
  );
});
