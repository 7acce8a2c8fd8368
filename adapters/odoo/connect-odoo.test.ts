import { describe, expect, test } from 'vitest';
import { countUpstreamRequests } from '#telemetry/testing/count-upstream-requests.ts';
import { connectOdoo } from './connect-odoo.ts';
import { cut, html, json, type Script, startScriptedServer, xmlValue } from './testing/scripted-server.ts';

const version19 = json(200, { version: '19.0', version_info: [19, 0, 0, 'final', 0, ''] });
const two = xmlValue('<int>2</int>');
const noContext = json(200, {});
const noXmlContext = xmlValue('<struct/>');

const connect = (url: string, settings: object = { apiKey: 'key' }) => {
  const odoo = connectOdoo({ url, db: 'shop', username: 'bot', timeoutSeconds: 2, ...settings });
  return { ...odoo, [Symbol.dispose]: odoo.close };
};

describe('connectOdoo', () => {
  test('sends nothing before the first operation', async () => {
    await using server = await startScriptedServer(version19);
    using _odoo = connect(server.url);
    expect(server.requests).toHaveLength(0);
  });

  test('takes JSON-2 where Odoo has it, and asks only once', async () => {
    await using server = await startScriptedServer(version19, noContext, json(200, 4));
    using odoo = connect(server.url);
    await Promise.all([odoo.searchCount('res.partner', []), odoo.searchCount('res.partner', [])]);
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/web/version',
      '/json/2/res.users/context_get',
      '/json/2/res.partner/search_count',
      '/json/2/res.partner/search_count',
    ]);
  });

  test('takes XML-RPC of an Odoo that tells no version', async () => {
    await using server = await startScriptedServer(html(404), two, noXmlContext, two);
    using odoo = connect(server.url);
    expect(await odoo.searchCount('res.partner', [])).toBe(2);
    expect(server.requests.at(-1)?.path).toBe('/xmlrpc/2/object');
  });

  test.each([
    ['a password alone', { password: 'x' }, '/xmlrpc/2/common'],
    ['XML-RPC forced', { apiKey: 'key', api: 'xmlrpc' }, '/xmlrpc/2/common'],
    ['JSON-2 forced', { apiKey: 'key', api: 'json2' }, '/json/2/res.users/context_get'],
  ])('%s leaves nothing to find out', async (_name, settings, path) => {
    const script: Script = (request, response) => {
      const asksContext = `${request.path} ${request.body}`.includes('context_get');
      const answers = request.path.startsWith('/json') ? [noContext, json(200, 2)] : [noXmlContext, two];
      answers[asksContext ? 0 : 1]?.(request, response);
    };
    await using server = await startScriptedServer(script);
    using odoo = connect(server.url, settings);
    expect(await odoo.searchCount('res.partner', [])).toBe(2);
    expect(server.requests[0]?.path).toBe(path);
  });

  test('an Odoo that was down is asked again by the next operation', async () => {
    await using server = await startScriptedServer(cut, cut, version19, noContext, json(200, 4));
    using odoo = connect(server.url);
    const unreachable = { upstream: 'odoo', operation: 'read', outcome: 'odoo_unreachable' } as const;
    const before = await countUpstreamRequests(unreachable);
    await expect(odoo.searchCount('res.partner', [])).rejects.toMatchObject({ code: 'odoo_unreachable' });
    expect(await countUpstreamRequests(unreachable)).toBe(before + 1);
    expect(await odoo.searchCount('res.partner', [])).toBe(4);
  });

  test("speaks the user's language unless a call says otherwise", async () => {
    const context = json(200, { lang: 'pt_BR', tz: false });
    await using server = await startScriptedServer(version19, context, json(200, 4));
    using odoo = connect(server.url);
    await odoo.searchCount('res.partner', []);
    await odoo.searchCount('res.partner', [], { context: { lang: 'en_US', active_test: false } });
    expect(server.requests.slice(2).map(({ body }) => JSON.parse(body).context)).toEqual([
      { lang: 'pt_BR' },
      { lang: 'en_US', active_test: false },
    ]);
  });

  test('tells the version and the API in use', async () => {
    await using server = await startScriptedServer(version19);
    using odoo = connect(server.url);
    expect(await odoo.version()).toEqual({ series: 19, text: '19.0', api: 'json2' });
    await odoo.version();
    expect(server.requests).toHaveLength(2);
  });

  test('unusable settings are told at once', () => {
    expect(() => connect('http://erp.example.com')).toThrow('plain http://');
  });
});
