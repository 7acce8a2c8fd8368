import { describe, expect, test } from 'vitest';
import { createHttpClient } from '../http/http-client.ts';
import { answer, html, json, type Script, startScriptedServer } from '../testing/scripted-server.ts';
import type { OdooOperation } from '../transport.ts';
import { createJson2Transport } from './json2-transport.ts';

const write: OdooOperation = {
  model: 'res.partner',
  method: 'write',
  mode: 'write',
  ids: [7],
  positional: { vals: { name: 'Ana' } },
};
const read: OdooOperation = {
  model: 'res.partner',
  method: 'search_count',
  mode: 'read',
  positional: { domain: [] },
};

const setUp = async (...scripts: Script[]) => {
  const server = await startScriptedServer(...scripts);
  const http = createHttpClient({ url: new URL(server.url), timeoutSeconds: 2 });
  const settings = { url: server.url, db: 'shop', username: 'bot', apiKey: 'key', timeoutSeconds: 2 };
  return {
    server,
    transport: createJson2Transport(http, settings),
    async [Symbol.asyncDispose]() {
      http.close();
      await server[Symbol.asyncDispose]();
    },
  };
};

describe('the JSON-2 transport', () => {
  test('sends all arguments by name, with ids and context', async () => {
    await using odoo = await setUp(json(200, true));
    expect(await odoo.transport.execute(write, { context: { lang: 'pt_BR' } })).toBe(true);
    const [request] = odoo.server.requests;
    expect(request?.path).toBe('/json/2/res.partner/write');
    expect(request?.headers).toMatchObject({ authorization: 'bearer key', 'x-odoo-database': 'shop' });
    expect(JSON.parse(request?.body ?? '')).toEqual({
      ids: [7],
      vals: { name: 'Ana' },
      context: { lang: 'pt_BR' },
    });
  });

  test('sends no ids to a method of the model, which would be refused', async () => {
    await using odoo = await setUp(json(200, 4));
    expect(await odoo.transport.execute(read)).toBe(4);
    expect(JSON.parse(odoo.server.requests[0]?.body ?? '')).toEqual({ domain: [], context: {} });
  });

  test('a model or method cannot lead to another address', async () => {
    await using odoo = await setUp(json(200, null));
    await odoo.transport.execute({ ...read, model: '../../web', method: 'a?b#c' });
    expect(odoo.server.requests[0]?.path).toBe('/json/2/..%2F..%2Fweb/a%3Fb%23c');
  });

  test('null is an answer', async () => {
    await using odoo = await setUp(json(200, null));
    expect(await odoo.transport.execute(write)).toBeNull();
  });

  test('an error of Odoo keeps nothing of its traceback', async () => {
    const body = { name: 'odoo.exceptions.UserError', message: 'No lines', debug: 'Traceback … secret' };
    await using odoo = await setUp(json(422, body));
    const error: unknown = await odoo.transport.execute(write).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'odoo_refused' });
    expect(JSON.stringify(error) + String(error)).not.toContain('Traceback');
  });

  test.each([
    ['HTML with 200', html(200)],
    ['HTML with 502', html(502)],
    ['broken JSON', answer(200, 'application/json', '{"a"')],
    ['the JSON of a proxy', json(504, { message: 'Endpoint request timed out' })],
    ['a result with a status that is none', json(500, 7)],
  ])('%s is no answer', async (_name, script) => {
    await using odoo = await setUp(script);
    await expect(odoo.transport.execute(read)).rejects.toMatchObject({ code: 'odoo_bad_answer' });
    await expect(odoo.transport.execute(write)).rejects.toMatchObject({ code: 'outcome_unknown' });
  });

  test('tells the version', async () => {
    await using odoo = await setUp(json(200, { version: '19.0' }));
    expect(await odoo.transport.version()).toEqual({ version: '19.0' });
    expect(odoo.server.requests[0]?.headers.authorization).toBeUndefined();
  });
});
