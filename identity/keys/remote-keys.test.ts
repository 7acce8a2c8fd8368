import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Principal } from '../principal.ts';
import { createTokens } from '../tokens.ts';

const crew: Principal = { subject: 'support', tenant: 'main', scopes: ['odoo:read'] };
const ending: (() => unknown)[] = [];
afterEach(() => {
  for (const end of ending.splice(0)) end();
  vi.useRealTimers();
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  ending.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
}

const newPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const listed = (kid: string, publicKey: KeyObject) => ({
  ...publicKey.export({ format: 'jwk' }),
  kid,
  alg: 'ES256',
  use: 'sig',
});
const signed = (kid: string, key: KeyObject) =>
  new SignJWT({ tenant: crew.tenant, scope: 'odoo:read' })
    .setProtectedHeader({ alg: 'ES256', kid })
    .setIssuer('mcp-first')
    .setAudience('mcp-odoo')
    .setSubject(crew.subject)
    .setExpirationTime('10m')
    .sign(key);

/** An address that lists keys, and counts how often it is asked. */
async function serveKeys(keys: object[]) {
  const state = { keys, asked: 0 };
  const url = await serve((_request, response) => {
    state.asked += 1;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ keys: state.keys }));
  });
  return { url, state };
}

describe('keys from an address', () => {
  test('are fetched once, and a new one is found by its kid after the pause', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const [first, second] = [newPair(), newPair()];
    const { url, state } = await serveKeys([listed('first', first.publicKey)]);
    const tokens = createTokens({ jwksUrl: url });
    const [oldToken, newToken] = [
      await signed('first', first.privateKey),
      await signed('second', second.privateKey),
    ];
    for (let count = 0; count < 5; count += 1)
      expect(await tokens.verify(oldToken, 'mcp-odoo')).toEqual(crew);
    expect(state.asked).toBe(1);

    state.keys.push(listed('second', second.publicKey));
    await expect(tokens.verify(newToken, 'mcp-odoo')).rejects.toMatchObject({ code: 'invalid_token' });
    expect(state.asked, 'unknown names of keys cost nothing').toBe(1);
    vi.setSystemTime(Date.now() + 31_000);
    expect(await tokens.verify(newToken, 'mcp-odoo')).toEqual(crew);
    expect(await tokens.verify(oldToken, 'mcp-odoo'), 'side by side').toEqual(crew);
    expect(state.asked).toBe(2);
  });

  test('stand beside the own pair, with which this process signs', async () => {
    const theirs = newPair();
    const { url } = await serveKeys([listed('theirs', theirs.publicKey)]);
    const privateKey = newPair().privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const tokens = createTokens({ jwksUrl: url, privateKey });
    expect(await tokens.verify(await tokens.mint(crew, 'mcp-odoo'), 'mcp-odoo')).toEqual(crew);
    expect(await tokens.verify(await signed('theirs', theirs.privateKey), 'mcp-odoo')).toEqual(crew);
  });

  test.each<[string, RequestListener]>([
    ['answers an error', (_request, response) => void response.writeHead(500).end()],
    ['hangs up', (request) => void request.socket.destroy()],
    ['answers something else', (_request, response) => void response.end('<html>')],
    [
      'leads elsewhere',
      (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    ],
  ])('while it %s, the token is not called wrong', async (_, answer) => {
    const tokens = createTokens({ jwksUrl: await serve(answer) });
    const token = await signed('any', newPair().privateKey);
    await expect(tokens.verify(token, 'mcp-odoo')).rejects.toMatchObject({
      code: 'keys_unavailable',
      retryable: true,
    });
  });

  test('an answer that does not come is waited for three seconds at most', async () => {
    const tokens = createTokens({ jwksUrl: await serve(() => undefined) });
    const started = performance.now();
    const token = await signed('any', newPair().privateKey);
    await expect(tokens.verify(token, 'mcp-odoo')).rejects.toMatchObject({ code: 'keys_unavailable' });
    expect(performance.now() - started).toBeLessThan(4_500);
  });
});

describe('the address', () => {
  test.each([
    'http://id.example/keys',
    'http://169.254.169.254/latest',
    'ftp://127.0.0.1/keys',
    'https://user:hunter2@id.example/keys',
    'file:///etc/passwd',
    'nowhere',
  ])('%s is refused', (jwksUrl) => {
    expect(() => createTokens({ jwksUrl })).toThrow('JWT_JWKS_URL is not an https:// address');
  });

  test('may be plain http on this machine, or at a host that is named', () => {
    for (const jwksUrl of ['https://id.example/keys', 'http://localhost:1/keys', 'http://[::1]:1/keys'])
      expect(createTokens({ jwksUrl }).required).toBe(true);
    expect(createTokens({ jwksUrl: 'http://keycloak:8080/keys', httpHosts: ['keycloak'] }).signs).toBe(false);
  });
});
