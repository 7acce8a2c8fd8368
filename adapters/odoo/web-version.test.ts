import { describe, expect, test } from 'vitest';
import { createHttpClient } from './http/http-client.ts';
import { answer, html, json, type Script, startScriptedServer } from './testing/scripted-server.ts';
import { readWebVersion } from './web-version.ts';

const ask = async (script: Script) => {
  await using server = await startScriptedServer(script);
  const http = createHttpClient({ url: new URL(server.url), timeoutSeconds: 2 });
  try {
    return await readWebVersion(http);
  } finally {
    http.close();
  }
};

describe('readWebVersion', () => {
  test('gives what Odoo 19 tells', async () => {
    expect(await ask(json(200, { version: '19.0' }))).toEqual({ version: '19.0' });
  });

  test.each([
    ['not found', html(404)],
    ['a redirect to the login', answer(303, 'text/html', '')],
    ['a page', html(200)],
  ])('an older Odoo answers with %s', async (_name, script) => {
    expect(await ask(script)).toBeUndefined();
  });

  test.each([429, 500, 502, 503])('trouble is not taken for an older Odoo (%i)', async (status) => {
    await expect(ask(html(status))).rejects.toMatchObject({ code: 'odoo_bad_answer' });
  });
});
