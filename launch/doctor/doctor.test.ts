import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { loadConfig } from '#config/load-config.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { freePort } from '#test/redis.ts';
import { type Sandbox, startSandbox } from '../start-sandbox.ts';
import { describeFindings, runDoctor } from './run-doctor.ts';

const keys = {
  ODOO_API_KEY: 'key of odoo',
  QDRANT_API_KEY: 'key of qdrant',
  CHATWOOT_API_KEY: 'token-of-a-user',
  CHATWOOT_BOT_TOKEN: 'token-of-the-bot',
  CHATWOOT_WEBHOOK_SECRET: 'secret of the bot',
  CHATWOOT_WEBHOOK_TOKEN: 'a-long-and-random-text',
  OPENAI_API_KEY: 'key of the model',
  JWT_SECRET: 'a secret of more than thirty-two characters',
};
const ports = Object.fromEntries(
  ['ODOO', 'QDRANT', 'CHATWOOT', 'MODEL'].map((name) => [`PORT_SANDBOX_${name}`, '0']),
);
let sandbox: Sandbox;
let environment: Record<string, string>;
beforeAll(async () => {
  sandbox = await startSandbox(loadConfig({ ...keys, ...ports }), silentLogger);
  environment = {
    ...keys,
    ODOO_URL: sandbox.urls.odoo ?? '',
    ODOO_DB: 'sandbox',
    ODOO_USERNAME: 'admin',
    QDRANT_URL: sandbox.urls.qdrant ?? '',
    CHATWOOT_URL: sandbox.urls.chatwoot ?? '',
    CHATWOOT_ACCOUNT_ID: '1',
    OPENAI_BASE_URL: sandbox.urls.model ?? '',
    OPENAI_MODEL: 'demo-model',
    REDIS_URL: inject('redisUrl'),
  };
});
afterAll(() => sandbox.close());

const examine = (changes: Record<string, string> = {}) => runDoctor({ ...environment, ...changes }, false);
async function findingOf(subject: string, changes: Record<string, string>) {
  const findings = await examine(changes);
  return findings.find((finding) => finding.subject === subject);
}
const nowhere = async () => `http://127.0.0.1:${await freePort()}`;

test('a right configuration has no failure, and each system is named', async () => {
  const findings = await examine();
  expect(findings.filter(({ state }) => state === 'failed')).toEqual([]);
  const fine = findings.filter(({ state }) => state === 'ok').map(({ subject }) => subject);
  for (const subject of ['configuration', 'odoo', 'qdrant', 'chatwoot', 'chatwoot bot', 'redis', 'model']) {
    expect(fine, subject).toContain(subject);
  }
  expect(describeFindings(findings)).toMatch(/(it works, with \d+ warnings|all is well)\n$/);
});

test('a wrong setting is told before anything is asked', async () => {
  const findings = await runDoctor({ ...environment, ODOO_DB: '' }, true);
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ subject: 'configuration', state: 'failed' });
  expect(findings[0]?.text).toContain('ODOO_DB');
});

describe('the usual problems', () => {
  test.each([
    ['odoo', 'ODOO_URL', 'ODOO_URL'],
    ['qdrant', 'QDRANT_URL', 'QDRANT_URL'],
    ['chatwoot', 'CHATWOOT_URL', 'CHATWOOT_URL'],
    ['model', 'OPENAI_BASE_URL', 'OPENAI_BASE_URL'],
  ])('%s does not run', async (subject, variable, fix) => {
    const finding = await findingOf(subject, { [variable]: await nowhere() });
    expect(finding?.state).toBe('failed');
    expect(finding?.fix).toContain(fix);
  });

  test('Redis does not run', async () => {
    const finding = await findingOf('redis', { REDIS_URL: (await nowhere()).replace('http', 'redis') });
    expect(finding).toMatchObject({ state: 'failed', fix: expect.stringContaining('REDIS_URL') });
  });

  test.each([
    ['odoo', 'ODOO_API_KEY', 'ODOO'],
    ['qdrant', 'QDRANT_API_KEY', 'QDRANT_API_KEY'],
    ['chatwoot user token', 'CHATWOOT_API_KEY', 'CHATWOOT_API_KEY'],
    ['chatwoot bot token', 'CHATWOOT_BOT_TOKEN', 'CHATWOOT_BOT_TOKEN'],
    ['model', 'OPENAI_API_KEY', 'OPENAI_API_KEY'],
  ])('%s: wrong credentials', async (subject, variable, fix) => {
    const finding = await findingOf(subject, { [variable]: 'a wrong key' });
    expect(finding?.state).toBe('failed');
    expect(finding?.fix).toContain(fix);
    expect(JSON.stringify(finding)).not.toContain('a wrong key');
  });

  test('Redis: a wrong password', async () => {
    const finding = await findingOf('redis', {
      REDIS_URL: inject('redisUrl').replace('redis://', 'redis://nobody:wrong@'),
    });
    expect(finding).toMatchObject({ state: 'failed', fix: expect.stringContaining('REDIS_PASSWORD') });
  });

  test('authentication: off, and a secret that is too short', async () => {
    expect(await findingOf('authentication', { JWT_SECRET: '' })).toMatchObject({ state: 'warning' });
    expect(await findingOf('configuration', { JWT_SECRET: 'short' })).toMatchObject({ state: 'failed' });
  });

  test("the bot's webhook has another token, or goes elsewhere", async () => {
    const other = await findingOf('chatwoot bot', { CHATWOOT_WEBHOOK_TOKEN: 'another' });
    expect(other).toMatchObject({ state: 'failed', text: expect.stringContaining('CHATWOOT_WEBHOOK_TOKEN') });
    const elsewhere = await findingOf('chatwoot bot', { CREWS_URL: 'https://elsewhere.example' });
    expect(elsewhere).toMatchObject({ state: 'failed', fix: expect.stringContaining('chatwoot:setup') });
  });

  test('a process that is not started', async () => {
    const url = await nowhere();
    const findings = await runDoctor({ ...environment, CREWS_URL: url }, true);
    expect(findings.find(({ subject }) => subject === 'crews')).toMatchObject({
      state: 'failed',
      fix: expect.stringContaining('npm run crews'),
    });
  });
});
