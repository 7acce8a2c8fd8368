import { describe, expect, test } from 'vitest';
import { ConfigError } from '#errors/errors.ts';
import { loadConfig } from './load-config.ts';

/** A production that starts. */
const production = {
  ENVIRONMENT: 'production',
  HOST: '0.0.0.0',
  JWT_SECRET: '5f1d3c0b9a8e7f6d5c4b3a29180f7e6d',
  ODOO_URL: 'https://erp.example',
  ODOO_DB: 'shop',
  ODOO_USERNAME: 'crews@shop.example',
  ODOO_API_KEY: 'f3a9c1',
  CHATWOOT_URL: 'https://chat.example',
  CHATWOOT_ACCOUNT_ID: '3',
  CHATWOOT_API_KEY: 'b81d0e',
  CHATWOOT_WEBHOOK_SECRET: 'c0ffee',
  CHATWOOT_WEBHOOK_TOKEN: '7d1e6b0c',
  REDIS_URL: 'rediss://redis.example',
};

/** The lines of the refusal; none where the settings are accepted. */
function problemsOf(changes: Record<string, string>): string[] {
  try {
    loadConfig({ ...production, ...changes });
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    const [, ...lines] = (error as ConfigError).message.split('\n');
    return lines.map((line) => line.trim());
  }
}

test('a complete production starts', () => {
  expect(problemsOf({})).toEqual([]);
});

describe('production does not start', () => {
  test('without a key for tokens', () => {
    expect(problemsOf({ JWT_SECRET: '' })).toEqual([
      'JWT_SECRET: not set; expected a secret of at least 32 characters (or JWT_PUBLIC_KEY, or JWT_JWKS_URL), as ENVIRONMENT is production',
    ]);
    expect(problemsOf({ JWT_SECRET: '', JWT_PUBLIC_KEY: 'a key' })).toEqual([]);
    expect(problemsOf({ JWT_SECRET: '', JWT_JWKS_URL: 'https://id.example/keys' })).toEqual([]);
  });

  test.each([
    'development-only-secret-that-protects-nothing',
    'a secret for tests of at least 32 characters',
    'please-CHANGE-ME-please-CHANGE-ME-please',
    'abababababababababababababababab',
  ])('with a secret that is none: %s', (JWT_SECRET) => {
    const [problem, ...more] = problemsOf({ JWT_SECRET });
    expect(problem).toMatch(/^JWT_SECRET: given \*{8} \(\d+ characters\); expected a random text/);
    expect(problem).not.toContain(JWT_SECRET);
    expect(more).toEqual([]);
  });

  test.each([
    ['ODOO_PASSWORD', 'admin'],
    ['ODOO_API_KEY', 'sandbox-api-key'],
    ['QDRANT_API_KEY', 'changeme'],
    ['REDIS_PASSWORD', 'Redis'],
    ['CHATWOOT_API_KEY', 'secret'],
    ['CHATWOOT_BOT_TOKEN', 'test'],
    ['CHATWOOT_WEBHOOK_SECRET', 'password'],
  ])('with the default password of %s', (name, value) => {
    const [problem, ...more] = problemsOf({ [name]: value });
    expect(problem).toMatch(new RegExp(`^${name}: given \\*{8} .*; expected no default password`));
    expect(more).toEqual([]);
  });

  test('with a default password inside the address of Redis, which is not shown', () => {
    const [problem] = problemsOf({ REDIS_URL: 'rediss://default:changeme@redis.example' });
    expect(problem).toMatch(/^REDIS_URL: .*no default password/);
    expect(problem).not.toContain('changeme');
  });

  test('with a webhook that anyone can call', () => {
    expect(problemsOf({ CHATWOOT_WEBHOOK_TOKEN: 'development' })[0]).toMatch(/^CHATWOOT_WEBHOOK_TOKEN: /);
    expect(problemsOf({ CHATWOOT_WEBHOOK_SECRET: '' })[0]).toMatch(/^CHATWOOT_WEBHOOK_SECRET: not set/);
  });

  test.each([
    ['ODOO_URL', 'http://odoo:8069'],
    ['QDRANT_URL', 'http://10.0.0.7:6333'],
    ['CHATWOOT_URL', 'http://chat.example'],
    ['REDIS_URL', 'redis://redis:6379'],
    ['REDIS_URL', 'redis+sentinel://redis:26379/main'],
    ['REDIS_URL', 'redis+sentinel://127.0.0.1:26379/main'],
    ['OPENAI_BASE_URL', 'http://models.example/v1'],
    ['MCP_ODOO_URL', 'http://mcp-odoo:8000/mcp'],
    ['MCP_ORCHESTRATOR_URL', 'http://mcp-orchestrator:8003/mcp'],
  ])('with plain http to another machine: %s', (name, value) => {
    const host = new URL(value).hostname;
    const [problem, ...more] = problemsOf({ [name]: value });
    expect(problem).toBe(
      `${name}: given "${value}"; expected TLS, as ENVIRONMENT is production, or ${host} named in ALLOW_HTTP_HOSTS`,
    );
    expect(more).toEqual([]);
    expect(problemsOf({ [name]: value, ALLOW_HTTP_HOSTS: `elsewhere, ${host}` })).toEqual([]);
    expect(problemsOf({ [name]: value, ALLOW_HTTP_HOSTS: `${host}.evil.example` })).toHaveLength(1);
  });

  test('for one reason only to hide the others: every problem has its line', () => {
    expect(problemsOf({ JWT_SECRET: '', ODOO_PASSWORD: 'admin', ODOO_URL: 'http://odoo' })).toHaveLength(3);
  });
});

describe('development', () => {
  const development = { ...production, ENVIRONMENT: 'development' };
  const accepted = (changes: Record<string, string>) => () => loadConfig({ ...development, ...changes });

  test('asks for none of this on loopback', () => {
    expect(
      accepted({ JWT_SECRET: '', HOST: '127.0.0.1', ODOO_PASSWORD: 'admin', ODOO_URL: 'http://odoo' }),
    ).not.toThrow();
    expect(accepted({ JWT_SECRET: '', HOST: '::1' })).not.toThrow();
  });

  test('without Redis is refused where the process answers no conversation itself', () => {
    const alone = accepted({ TURN_CONCURRENCY: '0', REDIS_URL: '' });
    expect(alone).toThrow(/REDIS_URL: .*as TURN_CONCURRENCY is 0/);
    expect(accepted({ TURN_CONCURRENCY: '0' })).not.toThrow();
  });

  test.each(['0.0.0.0', '::', '192.168.1.5', 'localhost.evil.example'])(
    'without keys is refused on %s',
    (HOST) => {
      expect(accepted({ JWT_SECRET: '', HOST })).toThrow(/as HOST is not loopback/);
    },
  );
});
