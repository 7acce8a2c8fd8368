import express from 'express';
import { afterEach, expect, test } from 'vitest';
import { createTokens, type Tokens } from '#identity/tokens.ts';
import { authenticate, principalOf } from './authenticate.ts';
import { type Listening, listen } from './listen.ts';

const started: Listening[] = [];
afterEach(async () => {
  for (const each of started.splice(0)) await each.close(0);
});

/** A service that says who calls. */
async function serve(
  tokens: Tokens,
): Promise<(authorization?: string) => Promise<{ status: number; body: unknown }>> {
  const app = express();
  app.use(authenticate(tokens, 'mcp-odoo', 'main'));
  app.get('/', (_request, response) => void response.json(principalOf(response)));
  app.use(
    ((error, _request, response, _next) =>
      void response.status(401).json({ code: error.code })) as express.ErrorRequestHandler,
  );
  const listening = await listen(app, { host: '127.0.0.1', port: 0, name: 'test' });
  started.push(listening);
  return async (authorization) => {
    const response = await fetch(listening.url, { headers: authorization ? { authorization } : {} });
    return { status: response.status, body: await response.json() };
  };
}

const tokens = createTokens('a secret of more than thirty-two characters');
const ana = { subject: 'ana', tenant: 'acme', scopes: ['odoo:read'], customer: { partner: 7 } };

test('a caller is whom the token names, however the scheme is written', async () => {
  const ask = await serve(tokens);
  const token = await tokens.mint(ana, 'mcp-odoo');
  for (const scheme of ['Bearer', 'bearer', 'BEARER  '])
    expect(await ask(`${scheme} ${token}`)).toEqual({ status: 200, body: ana });
});

test.each([
  ['nothing', undefined, 'missing_token'],
  ['another scheme', 'Basic dXNlcjpwYXNz', 'missing_token'],
  ['a scheme alone', 'Bearer', 'missing_token'],
  ['two tokens', 'Bearer a b', 'missing_token'],
  ['no token of ours', 'Bearer abc', 'invalid_token'],
])('%s is refused where tokens are required', async (_, authorization, code) => {
  const ask = await serve(tokens);
  expect(await ask(authorization)).toEqual({ status: 401, body: { code } });
});

test('without keys a caller may do everything, but a token that is shown must be right', async () => {
  const open = createTokens(undefined);
  const ask = await serve(open);
  expect((await ask()).body).toEqual({ subject: 'anonymous', tenant: 'main', scopes: ['*'] });
  expect((await ask(`Bearer ${await open.mint(ana, 'mcp-odoo')}`)).body).toEqual(ana);
  expect((await ask(`Bearer ${await open.mint(ana, 'mcp-qdrant')}`)).status).toBe(401);
  expect((await ask('Bearer abc')).status).toBe(401);
});
