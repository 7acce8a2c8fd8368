import { describe, expect, test } from 'vitest';
import { createHttpClient } from '../http/http-client.ts';
import {
  html,
  marshalTraceback,
  type Script,
  startScriptedServer,
  xmlFault,
  xmlValue,
} from '../testing/scripted-server.ts';
import type { OdooOperation } from '../transport.ts';
import { createXmlRpcTransport } from './xmlrpc-transport.ts';

const secret = 'a-key-not-shown';
const loggedIn = xmlValue('<int>2</int>');
const operation: OdooOperation = {
  model: 'res.partner',
  method: 'search_read',
  mode: 'read',
  positional: { domain: [] },
  named: { limit: 1 },
};
const write: OdooOperation = { model: 'res.partner', method: 'write', mode: 'write', ids: [7] };

const setUp = async (...scripts: Script[]) => {
  const server = await startScriptedServer(...scripts);
  const http = createHttpClient({ url: new URL(server.url), timeoutSeconds: 2 });
  const settings = { url: server.url, db: 'shop', username: 'bot', apiKey: secret, timeoutSeconds: 2 };
  return {
    server,
    transport: createXmlRpcTransport(http, settings),
    async [Symbol.asyncDispose]() {
      http.close();
      await server[Symbol.asyncDispose]();
    },
  };
};

describe('the XML-RPC transport', () => {
  test('logs in once and passes leading arguments by position', async () => {
    await using odoo = await setUp(loggedIn, xmlValue('<array><data/></array>'));
    expect(await odoo.transport.execute(operation, { context: { lang: 'pt_BR' } })).toEqual([]);
    expect(await odoo.transport.execute(operation)).toEqual([]);
    expect(odoo.server.requests.map(({ path }) => path)).toEqual([
      '/xmlrpc/2/common',
      '/xmlrpc/2/object',
      '/xmlrpc/2/object',
    ]);
    const body = odoo.server.requests[1]?.body ?? '';
    expect(body.indexOf('<array><data/></array>')).toBeLessThan(body.indexOf('<name>limit</name>'));
    expect(body).toContain('<name>lang</name><value><string>pt_BR</string>');
    expect(body).not.toContain('<name>domain</name>');
  });

  test('puts the ids before all other arguments', async () => {
    await using odoo = await setUp(loggedIn, xmlValue('<boolean>1</boolean>'));
    expect(await odoo.transport.execute({ ...write, positional: { vals: { name: 'Ana' } } })).toBe(true);
    const body = odoo.server.requests[1]?.body ?? '';
    expect(body.indexOf('<int>7</int>')).toBeLessThan(body.indexOf('Ana'));
  });

  test('a login that Odoo refuses is told without the key', async () => {
    await using odoo = await setUp(xmlValue('<boolean>0</boolean>'));
    const error: unknown = await odoo.transport.execute(operation).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'AccessError', code: 'odoo_credentials' });
    expect(JSON.stringify(error) + String(error)).not.toContain(secret);
  });

  test('logs in again once when access is denied', async () => {
    await using odoo = await setUp(
      loggedIn,
      xmlFault(3, 'Access Denied'),
      xmlValue('<int>5</int>'),
      xmlValue('<int>1</int>'),
    );
    expect(await odoo.transport.execute(write)).toBe(1);
    expect(odoo.server.requests.at(-1)?.body).toContain('<int>5</int>');

    await using closed = await setUp(
      loggedIn,
      xmlFault(3, 'Access Denied'),
      loggedIn,
      xmlFault(3, 'Access Denied'),
    );
    await expect(closed.transport.execute(operation)).rejects.toMatchObject({ code: 'odoo_credentials' });
    expect(closed.server.requests).toHaveLength(4);
  });

  test('a write that was committed and only not answered is a success', async () => {
    await using odoo = await setUp(loggedIn, xmlFault(1, marshalTraceback));
    expect(await odoo.transport.execute(write)).toBeNull();
    expect(odoo.server.requests).toHaveLength(2);
    await expect(odoo.transport.execute(operation)).rejects.toMatchObject({ code: 'odoo_bad_answer' });
  });

  test('a fault ends as the error of its exception, without traceback', async () => {
    await using odoo = await setUp(
      loggedIn,
      xmlFault(1, 'Traceback\n  File "x.py"\nValueError: Invalid field'),
    );
    await expect(odoo.transport.execute(operation)).rejects.toMatchObject({
      name: 'InputError',
      message: 'Odoo could not make sense of res.partner.search_read: Invalid field',
    });
  });

  test.each([
    ['HTML with 200', html(200)],
    ['HTML with 500', html(500)],
    [
      'XML with 500',
      (_: unknown, response: Parameters<Script>[1]) =>
        void response.writeHead(500).end('<?xml version="1.0"?>'),
    ],
    [
      'broken XML',
      (_: unknown, response: Parameters<Script>[1]) => void response.end('<?xml version="1.0"?><methodResp'),
    ],
  ])('%s is no answer', async (_name, script: Script) => {
    await using odoo = await setUp(loggedIn, script);
    await expect(odoo.transport.execute(operation)).rejects.toMatchObject({ code: 'odoo_bad_answer' });
    await expect(odoo.transport.execute(write)).rejects.toMatchObject({ code: 'outcome_unknown' });
  });

  test('asks the version without a login', async () => {
    const struct =
      '<struct><member><name>server_version</name><value><string>16.0</string></value></member></struct>';
    await using odoo = await setUp(xmlValue(struct));
    expect(await odoo.transport.version()).toEqual({ server_version: '16.0' });
    expect(odoo.server.requests[0]?.body).not.toContain(secret);
  });
});
