import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createTokens } from '#identity/tokens.ts';
import { readTokenRequest } from './token-request.ts';

const read = (line: string) => readTokenRequest(line.split(' ').filter(Boolean), 'main');

describe('what is asked for', () => {
  test('a name and a scope are enough', () => {
    expect(read('--sub ana --scope odoo:read')).toEqual({
      principal: { subject: 'ana', tenant: 'main', scopes: ['odoo:read'] },
      audience: 'mcp-orchestrator',
      minutes: 15,
    });
  });

  test('several scopes, in whatever way', () => {
    const args = ['--sub', 'ana', '--scope', 'odoo:read  qdrant:read,chatwoot:read', '--scope', 'odoo:write'];
    expect(readTokenRequest(args, 'main')?.principal.scopes).toEqual([
      'odoo:read',
      'qdrant:read',
      'chatwoot:read',
      'odoo:write',
    ]);
  });

  test('on behalf of a customer, in a conversation', () => {
    const line =
      '--sub ana --scope * --tenant acme --audience mcp-odoo --customer-partner 7 --customer-phone +5511999990000 --customer-contact 9 --conversation 1/42 --minutes 60';
    expect(read(line)).toEqual({
      principal: {
        subject: 'ana',
        tenant: 'acme',
        scopes: ['*'],
        customer: { partner: 7, phone: '+5511999990000', contact: 9 },
        conversation: { account: 1, id: 42 },
      },
      audience: 'mcp-odoo',
      minutes: 60,
    });
  });

  test('help', () => {
    expect(read('--help')).toBeUndefined();
  });
});

test.each([
  ['--scope odoo:read', '--sub is missing'],
  ['--sub ana', '--scope is missing'],
  ['--sub ana --scope everything', '--scope everything is not of the form odoo:read'],
  ['--sub ana --scope odoo:read --audience odoo', '--audience is one of mcp-orchestrator'],
  ['--sub ana --scope odoo:read --minutes 0', '--minutes is a number from 1 to 1440'],
  ['--sub ana --scope odoo:read --minutes 1441', '--minutes is a number from 1 to 1440'],
  ['--sub ana --scope odoo:read --customer-partner Ana', '--customer-partner is a number'],
  ['--sub ana --scope odoo:read --customer-phone 11999990000', '--customer-phone is a number such as'],
  ['--sub ana --scope odoo:read --conversation 42', '--conversation is ACCOUNT/NUMBER'],
  ['--sub ana --scope odoo:read --partner 7', "Unknown option '--partner'"],
  ['--sub ana --scope odoo:read extra', "Unexpected argument 'extra'"],
])('%s: says %s', (line, problem) => {
  expect(() => read(line)).toThrow(problem);
});

describe('the command', () => {
  const secret = '5f1d3c0b9a8e7f6d5c4b3a29180f7e6d';
  const run = async (line: string, environment: Record<string, string> = { JWT_SECRET: secret }) => {
    const file = join(import.meta.dirname, 'token.ts');
    const env = { PATH: process.env.PATH ?? '', ...environment };
    return promisify(execFile)(process.execPath, [file, ...line.split(' ')], { env, cwd: '/' }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
    );
  };

  test('prints a token that the server accepts, and nothing else', async () => {
    const { stdout, stderr } = await run(
      '--sub ana --scope odoo:read --audience mcp-odoo --customer-partner 7',
    );
    expect(stderr).toBe('');
    expect(await createTokens(secret).verify(stdout.trim(), 'mcp-odoo')).toEqual({
      subject: 'ana',
      tenant: 'main',
      scopes: ['odoo:read'],
      customer: { partner: 7 },
    });
  });

  test('without keys says that none is needed', async () => {
    expect((await run('--sub ana --scope odoo:read', {})).stderr).toContain('Auth is off');
  });

  test.each([
    ['a wrong argument', '--sub ana', {}, '--scope is missing.'],
    [
      'a key that only verifies',
      '--sub ana --scope a:b',
      { JWT_JWKS_URL: 'https://id.example' },
      'no key to sign',
    ],
    [
      'everything in production',
      '--sub ana --scope *',
      { ENVIRONMENT: 'production' },
      'for development only',
    ],
  ])('%s ends with 1 and a line, not a traceback', async (_, line, environment, problem) => {
    const production = { JWT_SECRET: secret, CHATWOOT_WEBHOOK_TOKEN: '7d1e6b0c' };
    const given = 'ENVIRONMENT' in environment ? { ...production, ...environment } : environment;
    const { code, stdout, stderr } = await run(line, given);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(problem);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  test('help needs no settings', async () => {
    expect((await run('--help', { ENVIRONMENT: 'nonsense' })).stdout).toContain('Usage: npm run');
  });
});
