import { expect, test } from 'vitest';
import { loadConfig } from './load-config.ts';
import { requiresTokens } from './rules.ts';
import { tokenSettings } from './token-settings.ts';

const secret = 'a secret of more than thirty-two characters';

test('without keys there are none, and no token is required', () => {
  const config = loadConfig({});
  expect(tokenSettings(config)).toEqual({ issuer: 'mcp-first', httpHosts: [] });
  expect(requiresTokens(config)).toBe(false);
});

test('a secret and the one before it', () => {
  const config = loadConfig({
    JWT_SECRET: secret,
    JWT_SECRET_PREVIOUS: `${secret}!`,
    JWT_ISSUER: 'https://id.example',
  });
  expect(tokenSettings(config)).toMatchObject({
    secret,
    previousSecret: `${secret}!`,
    issuer: 'https://id.example',
  });
  expect(requiresTokens(config)).toBe(true);
});

test('a key on one line gets its line breaks back', () => {
  const config = loadConfig({ JWT_PRIVATE_KEY: 'a\\nb', JWT_PUBLIC_KEY: 'c\nd' });
  expect(tokenSettings(config)).toMatchObject({ privateKey: 'a\nb', publicKeys: 'c\nd' });
});

test('an address of keys, and the hosts that may be plain http', () => {
  const config = loadConfig({ JWT_JWKS_URL: 'http://keycloak:8080/keys', ALLOW_HTTP_HOSTS: 'keycloak' });
  expect(tokenSettings(config)).toMatchObject({
    jwksUrl: 'http://keycloak:8080/keys',
    httpHosts: ['keycloak'],
  });
});
