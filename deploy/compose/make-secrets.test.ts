import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'make-secrets-'));
  mkdirSync(join(root, 'given'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const made = ['given', 'secrets', 'redis-secrets'];
function makeSecrets(variables: Record<string, string> = {}): string {
  const script = join(import.meta.dirname, 'make-secrets.sh');
  const folders = made.map((name) => join(root, name));
  return execFileSync('sh', [script, ...folders], {
    env: { PATH: process.env.PATH ?? '', ...variables },
    encoding: 'utf8',
  });
}
const secret = (name: string) => readFileSync(join(root, 'secrets', name), 'utf8');
const names = () => readdirSync(join(root, 'secrets')).sort();

test('with nothing given, everything that the demonstration needs is made', () => {
  const output = makeSecrets();
  expect(names()).toEqual([
    'chatwoot_api_key',
    'chatwoot_bot_token',
    'chatwoot_webhook_secret',
    'chatwoot_webhook_token',
    'jwt_secret',
    'odoo_api_key',
    'qdrant_api_key',
    'redis_password',
  ]);
  expect(secret('jwt_secret')).toMatch(/^[0-9a-f]{64}$/);
  expect(secret('jwt_secret')).not.toBe(secret('redis_password'));
  expect(output).toContain('made a random jwt_secret');
  expect(output).not.toContain(secret('jwt_secret'));
});

test('only its owner can read a secret, and Redis gets its password alone', () => {
  makeSecrets();
  for (const name of names()) expect(statSync(join(root, 'secrets', name)).mode & 0o777).toBe(0o400);
  expect(readdirSync(join(root, 'redis-secrets'))).toEqual(['redis_password']);
  expect(readFileSync(join(root, 'redis-secrets/redis_password'), 'utf8')).toBe(secret('redis_password'));
});

test('a second start keeps what was made', () => {
  makeSecrets();
  const first = names().map(secret);
  makeSecrets();
  expect(names().map(secret)).toEqual(first);
});

test('what the operator gives comes first, also after a random one was made', () => {
  makeSecrets();
  writeFileSync(join(root, 'given/jwt_secret'), 'my own');
  writeFileSync(join(root, 'given/openai_api_key'), 'sk-own');
  makeSecrets();
  expect(secret('jwt_secret')).toBe('my own');
  expect(secret('openai_api_key')).toBe('sk-own');
});

test('keys of stand-ins are not left over for real systems', () => {
  makeSecrets();
  makeSecrets({
    ODOO_URL: 'https://odoo.example',
    CHATWOOT_URL: 'https://chat.example',
    QDRANT_URL: 'https://q',
  });
  expect(names()).toEqual(['chatwoot_webhook_token', 'jwt_secret', 'redis_password']);
});

test('the Qdrant of its profile gets a key', () => {
  makeSecrets({ QDRANT_URL: 'http://qdrant:6333' });
  expect(secret('qdrant_api_key')).toMatch(/^[0-9a-f]{64}$/);
});
