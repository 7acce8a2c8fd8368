import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectMcp } from '#adapters/mcp/connect-mcp.ts';
import { tokenSettings } from '#config/token-settings.ts';
import type { Principal } from '#identity/principal.ts';
import { createTokens } from '#identity/tokens.ts';
import { fixtureServer } from './fixtures/fixture-server.ts';
import { startTestServer, type TestServer } from './testing.ts';

const services: { calls: unknown[] } = { calls: [] };
const reader: Principal = { subject: 'test', tenant: 'main', scopes: ['fixture:read'] };
const issuer = 'https://id.example';
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(fixtureServer(services), { JWT_ISSUER: issuer });
});
afterAll(() => server.close());

const tokens = () => createTokens(tokenSettings(server.config));

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const token = await tokens().mint(reader, 'mcp-fixture');
  const response = await fetch(new URL(path, server.url), {
    method: 'POST',
    body: JSON.stringify(body),
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
  });
  return {
    status: response.status,
    challenge: response.headers.get('www-authenticate'),
    body: (await response.json()) as { error?: { message: string } },
  };
}

const call = (name: string) => ({
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name, arguments: {} },
});
const metadataUrl = () => `${server.url}/.well-known/oauth-protected-resource/mcp`;

describe('what a client must know of the server (RFC 9728)', () => {
  test.each(['/.well-known/oauth-protected-resource', '/.well-known/oauth-protected-resource/mcp'])(
    '%s needs no token',
    async (path) => {
      const response = await fetch(new URL(path, server.url));
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.json()).toEqual({
        resource: `${server.url}/mcp`,
        resource_name: 'Fixture',
        authorization_servers: [issuer],
        scopes_supported: ['fixture:read', 'fixture:write'],
        bearer_methods_supported: ['header'],
      });
    },
  );

  test('its address is the one behind a proxy that ends TLS', async () => {
    const response = await fetch(metadataUrl(), { headers: { 'x-forwarded-proto': 'https' } });
    expect(await response.json()).toMatchObject({ resource: `${server.url}/mcp`.replace('http:', 'https:') });
  });

  test('an issuer that is only a name is not told as an address', async () => {
    const named = await startTestServer(fixtureServer(), {});
    const metadata = await fetch(new URL('/.well-known/oauth-protected-resource', named.url));
    expect(await metadata.json()).not.toHaveProperty('authorization_servers');
    await named.close();
  });

  test('without auth there is nothing to know', async () => {
    const open = await startTestServer(fixtureServer(), { JWT_SECRET: '' });
    expect((await fetch(new URL('/.well-known/oauth-protected-resource', open.url))).status).toBe(404);
    await open.close();
  });
});

describe('401', () => {
  test('without a token leads to the metadata and names no error', async () => {
    const { status, challenge } = await post('/mcp', call('echo'), { authorization: '' });
    expect(status).toBe(401);
    expect(challenge).toBe(`Bearer resource_metadata="${metadataUrl()}"`);
  });

  test('with a wrong one says so', async () => {
    const other = await tokens().mint(reader, 'mcp-elsewhere');
    const { status, challenge, body } = await post('/mcp', call('echo'), {
      authorization: `Bearer ${other}`,
    });
    expect(status).toBe(401);
    expect(challenge).toBe(`Bearer error="invalid_token", resource_metadata="${metadataUrl()}"`);
    expect(body.error?.message).toMatch(/^invalid_token: .*"aud" is wrong\.\nNext: /);
    expect(JSON.stringify(body)).not.toContain(other);
  });

  test('in another scheme is the same as none', async () => {
    expect((await post('/mcp', call('echo'), { authorization: 'Basic dXNlcjpwYXNz' })).status).toBe(401);
  });
});

describe('403 names the scope that a call needs', () => {
  const bodies: [string, string, unknown][] = [
    ['over MCP', '/mcp', call('fail')],
    ['in a batch, hidden behind what is allowed', '/mcp', [call('echo'), call('fail')]],
    ['as plain JSON', '/tools/call', { name: 'fail', arguments: { how: 'expected' } }],
  ];
  test.each(bodies)('%s', async (_, path, body) => {
    const { status, challenge, body: answer } = await post(path, body);
    expect(status).toBe(403);
    expect(challenge).toBe(
      `Bearer error="insufficient_scope", scope="fixture:write", resource_metadata="${metadataUrl()}"`,
    );
    expect(answer.error?.message).toMatch(/^insufficient_scope: fail needs the scope fixture:write\./);
    expect(services.calls).toEqual([]);
  });

  test('what the token allows goes on, and so does what is not there at all', async () => {
    expect((await post('/tools/call', { name: 'echo', arguments: { text: 'oi' } })).status).toBe(200);
    expect((await post('/tools/call', { name: 'nonsense' })).status).toBe(404);
    expect((await post('/tools/call', { nothing: true })).status).toBe(400);
  });
});

describe('to our own clients', () => {
  test('a refusal is what it is, and never an unknown outcome of a write', async () => {
    const connection = connectMcp({
      url: `${server.url}/mcp`,
      audience: 'mcp-fixture',
      tokens: tokens(),
      timeoutSeconds: 5,
    });
    const refused = await connection
      .as(reader, (client) => client.callTool({ name: 'fail', arguments: { how: 'expected' } }))
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'insufficient_scope', retryable: false });
    await connection.close();
  });
});
