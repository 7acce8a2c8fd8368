import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ConfigError } from '#errors/errors.ts';
import { loadConfig } from './load-config.ts';

function problemsOf(environment: Record<string, string>): string {
  try {
    loadConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  throw new Error('the settings were accepted');
}

test('an empty environment is a complete development configuration', () => {
  const config = loadConfig({});
  expect(config.ENVIRONMENT).toBe('development');
  expect(config.ODOO_URL).toBeUndefined();
  expect(config.PORT_CREWS).toBe(8004);
  expect(config.MCP_ALLOWED_ORIGINS).toEqual([]);
});

test('each problem is one line: name, what was given, what is expected', () => {
  const lines = problemsOf({ ENVIRONMENT: 'staging', PORT_CREWS: 'eighty', ODOO_URL: 'ftp://odoo' }).split(
    '\n',
  );
  expect(lines).toHaveLength(4);
  expect(lines[1]).toBe('  ENVIRONMENT: given "staging"; expected one of development, production');
  expect(lines[2]).toBe('  ODOO_URL: given "ftp://odoo"; expected an http:// or https:// address');
  expect(lines[3]).toMatch(/^ {2}PORT_CREWS: given "eighty"; expected number/);
});

test('a secret is never shown, nor a password inside an address', () => {
  const message = problemsOf({ JWT_SECRET: 'too-short-secret', REDIS_URL: 'http://user:hunter2@redis' });
  expect(message).not.toContain('too-short-secret');
  expect(message).not.toContain('hunter2');
  expect(message).toContain('JWT_SECRET: given ******** (16 characters); expected at least 32 characters');
});

test('ODOO_URL asks for the database, the login and a credential', () => {
  const message = problemsOf({ ODOO_URL: 'http://odoo.example' });
  for (const name of ['ODOO_DB', 'ODOO_USERNAME', 'ODOO_API_KEY'])
    expect(message).toContain(`${name}: not set`);
});

test('production does not start without keys', () => {
  const message = problemsOf({ ENVIRONMENT: 'production' });
  expect(message).toContain('JWT_SECRET: not set');
  expect(message).toContain('CHATWOOT_WEBHOOK_TOKEN');
});

test('a value may come from a file, and not from both', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'config-')), 'secret');
  writeFileSync(path, `${'x'.repeat(40)}\n`);
  expect(loadConfig({ JWT_SECRET_FILE: path }).JWT_SECRET).toBe('x'.repeat(40));
  expect(problemsOf({ JWT_SECRET_FILE: path, JWT_SECRET: 'y'.repeat(40) })).toContain('only one of the two');
  expect(problemsOf({ JWT_SECRET_FILE: '/nowhere/secret' })).toContain('ENOENT');
});

test('an empty value means not set', () => {
  expect(loadConfig({ ODOO_URL: '' }).ODOO_URL).toBeUndefined();
});

describe('SECRETS_DIRECTORY', () => {
  const directory = mkdtempSync(join(tmpdir(), 'secrets-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  writeFileSync(join(directory, 'qdrant_api_key'), 'mounted\n');
  writeFileSync(join(directory, 'odoo_db'), 'no secret');
  writeFileSync(join(directory, 'openai_api_key'), '');

  test('secrets are read from files of their names there, other settings are not', () => {
    const config = loadConfig({ SECRETS_DIRECTORY: directory });
    expect(config.QDRANT_API_KEY).toBe('mounted');
    expect(config.ODOO_DB).toBeUndefined();
    expect(config.OPENAI_API_KEY).toBeUndefined();
  });

  test('one that cannot be read is a problem, not a secret that is missing', () => {
    mkdirSync(join(directory, 'jwt_secret'));
    expect(problemsOf({ SECRETS_DIRECTORY: directory })).toMatch(
      /JWT_SECRET: given ".*jwt_secret" \(EISDIR\)/,
    );
    rmSync(join(directory, 'jwt_secret'), { recursive: true });
  });

  test('what the environment says itself comes first', () => {
    const config = loadConfig({ SECRETS_DIRECTORY: directory, QDRANT_API_KEY: 'direct' });
    expect(config.QDRANT_API_KEY).toBe('direct');
  });
});
