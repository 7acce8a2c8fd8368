import { generateKeyPairSync } from 'node:crypto';
import { decodeProtectedHeader, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import type { Principal } from '../principal.ts';
import { createTokens, requireSigningKey } from '../tokens.ts';

const crew: Principal = { subject: 'support', tenant: 'main', scopes: ['odoo:read'] };
const secret = 'a secret of more than thirty-two characters';
const otherSecret = 'another secret of more than thirty-two characters';

/** A pair as PEM, as openssl writes it. */
function pair(kind: 'P-256' | 'P-384' | 2_048 | 1_024) {
  const keys =
    typeof kind === 'number'
      ? generateKeyPairSync('rsa', { modulusLength: kind })
      : generateKeyPairSync('ec', { namedCurve: kind });
  return {
    privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKeys: keys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}
const ec = pair('P-256');
const rsa = pair(2_048);

describe.each([
  ['ES256', ec],
  ['RS256', rsa],
])('a key pair for %s', (algorithm, { privateKey, publicKeys }) => {
  test('one process signs with the private key, another verifies with the public one', async () => {
    const token = await createTokens({ privateKey }).mint(crew, 'mcp-odoo');
    expect(decodeProtectedHeader(token)).toEqual({ alg: algorithm, kid: expect.any(String) });
    expect(await createTokens({ publicKeys }).verify(token, 'mcp-odoo')).toEqual(crew);
    expect(await createTokens({ privateKey }).verify(token, 'mcp-odoo')).toEqual(crew);
  });

  test('its public half is no secret: a token that is signed with it as one is refused', async () => {
    const forged = await new SignJWT({ tenant: 'main', scope: '*' })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('mcp-first')
      .setAudience('mcp-odoo')
      .setSubject('evil')
      .setExpirationTime('1m')
      .sign(new TextEncoder().encode(publicKeys));
    await expect(createTokens({ publicKeys }).verify(forged, 'mcp-odoo')).rejects.toMatchObject({
      code: 'invalid_token',
    });
  });
});

describe('changing keys', () => {
  test('the old and the new public key verify side by side; the old one alone does not know the new', async () => {
    const [oldKeys, newKeys] = [pair('P-256'), pair('P-256')];
    const oldToken = await createTokens(oldKeys).mint(crew, 'mcp-odoo');
    const newToken = await createTokens(newKeys).mint(crew, 'mcp-odoo');
    const both = createTokens({ publicKeys: `${newKeys.publicKeys}\n${oldKeys.publicKeys}` });
    expect(await both.verify(oldToken, 'mcp-odoo')).toEqual(crew);
    expect(await both.verify(newToken, 'mcp-odoo')).toEqual(crew);
    const before = createTokens({ publicKeys: oldKeys.publicKeys });
    await expect(before.verify(newToken, 'mcp-odoo')).rejects.toMatchObject({ code: 'invalid_token' });
  });

  test('even from an RSA to an EC key: each serves its own algorithm alone', async () => {
    const both = createTokens({ privateKey: ec.privateKey, publicKeys: rsa.publicKeys });
    const rsaToken = await createTokens(rsa).mint(crew, 'mcp-odoo');
    expect(await both.verify(rsaToken, 'mcp-odoo')).toEqual(crew);
    const { kid } = decodeProtectedHeader(rsaToken);
    const mixed = await new SignJWT({ tenant: 'main' })
      .setProtectedHeader({ alg: 'ES256', kid: kid ?? '' })
      .setIssuer('mcp-first')
      .setAudience('mcp-odoo')
      .setSubject('evil')
      .setExpirationTime('1m')
      .sign(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
    await expect(both.verify(mixed, 'mcp-odoo')).rejects.toThrow('cannot be verified');
  });

  test('the previous secret still verifies, and signs nothing', async () => {
    const tokens = createTokens({ secret: otherSecret, previousSecret: secret });
    const token = await createTokens(secret).mint(crew, 'mcp-odoo');
    expect(await tokens.verify(token, 'mcp-odoo')).toEqual(crew);
    const fresh = await tokens.mint(crew, 'mcp-odoo');
    await expect(createTokens(secret).verify(fresh, 'mcp-odoo')).rejects.toThrow('cannot be verified');
  });
});

describe('a process without a private key', () => {
  const tokens = createTokens({ publicKeys: ec.publicKeys });

  test('requires tokens and makes none', async () => {
    expect(tokens).toMatchObject({ required: true, signs: false });
    await expect(tokens.mint(crew, 'mcp-odoo')).rejects.toMatchObject({ code: 'no_signing_key' });
  });

  test('does not start where it has to call others', () => {
    expect(() => requireSigningKey(tokens)).toThrow(/no key to sign/);
    expect(() => requireSigningKey(createTokens({ privateKey: ec.privateKey }))).not.toThrow();
    expect(() => requireSigningKey(createTokens(undefined))).not.toThrow();
  });
});

test('another issuer is another world', async () => {
  const ours = createTokens({ secret, issuer: 'https://id.example' });
  expect(await ours.verify(await ours.mint(crew, 'mcp-odoo'), 'mcp-odoo')).toEqual(crew);
  const theirs = await createTokens(secret).mint(crew, 'mcp-odoo');
  await expect(ours.verify(theirs, 'mcp-odoo')).rejects.toThrow('"iss"');
});

describe('keys that cannot be used stop the start, and are never shown', () => {
  const refused: [string, Parameters<typeof createTokens>[0], RegExp][] = [
    ['a text as private key', { privateKey: 'hunter2' }, /JWT_PRIVATE_KEY is not a key/],
    ['a text as public key', { publicKeys: 'hunter2' }, /JWT_PUBLIC_KEY is not a key/],
    ['a private key as public key', { publicKeys: ec.privateKey }, /JWT_PUBLIC_KEY is not a key/],
    ['another curve', { privateKey: pair('P-384').privateKey }, /of a kind that is not used/],
    ['a short RSA key', { publicKeys: pair(1_024).publicKeys }, /of a kind that is not used/],
    ['a secret beside a pair', { secret, privateKey: ec.privateKey }, /both a secret and a key pair/],
  ];
  test.each(refused)('%s', (_, settings, message) => {
    const act = () => createTokens(settings);
    expect(act).toThrow(message);
    try {
      act();
    } catch (error) {
      expect(error).toMatchObject({ code: 'config_error', fix: expect.any(String) });
      expect(String((error as Error).cause)).not.toContain('hunter2');
    }
  });
});
