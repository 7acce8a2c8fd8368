import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadConfig } from '../load-config.ts';
import { type OpenTenantsOptions, openTenants } from './open-tenants.ts';
import { tenantPartNames } from './tenant-parts.ts';
import type { Tenants } from './tenants.ts';

let folder: string;
let file: string;
const opened: Tenants[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenants-'));
  file = join(folder, 'tenants.yaml');
});
afterEach(() => {
  for (const tenants of opened.splice(0)) tenants.close();
  rmSync(folder, { recursive: true });
});

const environment = {
  ODOO_URL: 'https://environment.example',
  ODOO_DB: 'environment',
  ODOO_USERNAME: 'environment',
  ODOO_API_KEY: 'key of the environment',
  QDRANT_URL: 'https://qdrant.example',
  QDRANT_API_KEY: 'key of the shared Qdrant',
  OPENAI_API_KEY: 'key of the shared model',
  ACME_KEY: 'key of acme',
};
const odooOf = (name: string) =>
  `odoo: { url: "https://${name}.example", db: ${name}, username: crew, api_key: { variable: ACME_KEY } }`;
const fileOf = (tenants: Record<string, string>) =>
  `tenants:\n${Object.entries(tenants)
    .map(([name, settings]) => `  ${name}: { ${settings} }`)
    .join('\n')}\n`;

function open(
  tenants: Record<string, string> | undefined,
  options: Partial<OpenTenantsOptions> = {},
  variables: Record<string, string> = {},
): Tenants {
  if (tenants) writeFileSync(file, fileOf(tenants));
  const all = { ...environment, ...(tenants ? { TENANTS_FILE: file } : {}), ...variables };
  const result = openTenants({
    config: loadConfig(all),
    environment: all,
    parts: tenantPartNames,
    checkMs: 10,
    ...options,
  });
  opened.push(result);
  return result;
}

describe('without a file', () => {
  test('the environment is the one tenant', () => {
    const tenants = open(undefined, {}, { TENANT: 'casa' });
    expect(tenants.names()).toEqual(['casa']);
    expect(tenants.configOf('casa').ODOO_URL).toBe('https://environment.example');
    expect(() => tenants.configOf('main')).toThrow('This tenant is not served here.');
  });
});

describe('with a file', () => {
  test('each tenant has its own, and nobody the one of the environment', () => {
    const tenants = open({ borges: '', acme: odooOf('acme') });
    expect(tenants.names()).toEqual(['acme', 'borges']);
    expect(tenants.configOf('acme')).toMatchObject({
      TENANT: 'acme',
      ODOO_URL: 'https://acme.example',
      ODOO_API_KEY: 'key of acme',
    });
    const { ODOO_URL, ODOO_DB, ODOO_API_KEY } = tenants.configOf('borges');
    expect([ODOO_URL, ODOO_DB, ODOO_API_KEY]).toEqual([undefined, undefined, undefined]);
    expect(() => tenants.configOf('main')).toThrow('not served here');
    expect(() => tenants.configOf('__proto__')).toThrow('not served here');
  });

  test('Qdrant and the model are shared, unless a tenant has its own', () => {
    const tenants = open({
      acme: 'model: { name: gpt-4.1 }',
      borges: 'qdrant: { url: "https://own.example" }, model: { base_url: "https://own.example/v1" }',
    });
    expect(tenants.configOf('acme')).toMatchObject({
      QDRANT_API_KEY: 'key of the shared Qdrant',
      OPENAI_MODEL: 'gpt-4.1',
      OPENAI_API_KEY: 'key of the shared model',
    });
    const own = tenants.configOf('borges');
    expect(own.OPENAI_MODEL).toBe(loadConfig({}).OPENAI_MODEL);
    // A key is never sent to another address than the one that it was given for.
    expect([own.QDRANT_API_KEY, own.OPENAI_API_KEY]).toEqual([undefined, undefined]);
  });

  test('without a webhook of its own a tenant has none, not the one of development', () => {
    const tenants = open({ acme: '', borges: 'webhook: { token: { variable: ACME_KEY } }' });
    expect(tenants.configOf('acme').CHATWOOT_WEBHOOK_TOKEN).toBe('');
    expect(tenants.configOf('borges').CHATWOOT_WEBHOOK_TOKEN).toBe('key of acme');
  });

  test('a process looks up only what it uses', () => {
    const settings = `${odooOf('acme')}, chatwoot: { url: "https://c.example", account_id: 1, api_key: { variable: NOT_HERE } }`;
    const tenants = open({ acme: settings }, { parts: ['odoo'] });
    expect(tenants.configOf('acme').CHATWOOT_URL).toBeUndefined();
    expect(() => open({ acme: settings })).toThrow(
      'acme.chatwoot.api_key: {"variable":"NOT_HERE"} is not set',
    );
  });

  test.each([
    [
      'a value of another form',
      'odoo: { url: nowhere }',
      'acme.odoo.url: expected an http:// or https:// address',
    ],
    [
      'half an Odoo',
      'odoo: { url: "https://a.example", db: a, username: b }',
      'acme.odoo.api_key: missing or wrong',
    ],
    [
      'half a Chatwoot',
      'chatwoot: { url: "https://a.example" }',
      'acme.chatwoot.account_id: missing or wrong',
    ],
    ['half a webhook', 'webhook: { secret: { variable: ACME_KEY } }', 'acme.webhook.token: missing or wrong'],
    [
      'a file that is not there',
      'webhook: { token: { file: /nowhere } }',
      'acme.webhook.token: {"file":"/nowhere"}',
    ],
  ])('%s stops the start', (_, settings, problem) => {
    expect(() => open({ acme: settings })).toThrow(problem);
  });

  test('what production refuses it refuses of each tenant', () => {
    const production = {
      ENVIRONMENT: 'production',
      JWT_SECRET: '5f1d3c0b9a8e7f6d5c4b3a29180f7e6d',
      PASSWORD: 'admin',
      TOKEN: 'development',
    };
    const settings =
      'odoo: { url: "http://erp", db: a, username: admin, password: { variable: PASSWORD } }, webhook: { token: { variable: TOKEN } }';
    const refuse = () => open({ acme: settings }, {}, production);
    expect(refuse).toThrow('acme.odoo.password: missing or wrong; expected no default password');
    expect(refuse).toThrow('acme.odoo.url: missing or wrong; expected TLS');
    expect(refuse).toThrow('acme.webhook.secret: missing or wrong');
    expect(refuse).toThrow('acme.webhook.token: missing or wrong; expected a long random text');
    expect(() => open({ acme: odooOf('acme') }, {}, production)).not.toThrow();
  });

  test('a file that is not there stops the start', () => {
    expect(() => open(undefined, {}, { TENANTS_FILE: '/nowhere.yaml' })).toThrow('ENOENT');
  });
});

describe('a change while it runs', () => {
  const write = (tenants: Record<string, string>) => writeFileSync(file, fileOf(tenants));

  test('adds, changes and removes tenants; what stays the same stays the same object', async () => {
    const changes = vi.fn();
    const tenants = open({ acme: odooOf('acme'), borges: odooOf('borges'), casa: '' });
    tenants.onChange(changes);
    const acme = tenants.configOf('acme');
    write({ acme: odooOf('acme'), borges: odooOf('moved'), dora: odooOf('dora') });
    await expect.poll(() => tenants.names()).toEqual(['acme', 'borges', 'dora']);
    expect(tenants.configOf('acme')).toBe(acme);
    expect(tenants.configOf('borges').ODOO_URL).toBe('https://moved.example');
    expect(() => tenants.configOf('casa')).toThrow('not served here');
    expect(changes.mock.calls).toEqual([[['borges', 'casa']]]);
  });

  test('a bad file keeps the old one, says why once, and is mended by a good one', async () => {
    const onReload = vi.fn();
    const tenants = open({ acme: odooOf('acme') }, { onReload });
    write({ acme: 'odoo: { api_key: hunter2 }' });
    await expect.poll(() => onReload.mock.calls.length).toBe(1);
    expect(onReload.mock.calls[0]).toEqual([
      { problem: expect.stringContaining('acme.odoo.api_key: a reference') },
    ]);
    expect(JSON.stringify(onReload.mock.calls)).not.toContain('hunter2');
    expect(tenants.configOf('acme').ODOO_URL).toBe('https://acme.example');
    rmSync(file);
    await expect.poll(() => onReload.mock.calls.length).toBe(2);
    expect(onReload.mock.calls[1]).toEqual([{ problem: expect.stringContaining('ENOENT') }]);
    expect(tenants.names()).toEqual(['acme']);
    write({ acme: odooOf('mended') });
    await expect.poll(() => tenants.configOf('acme').ODOO_URL).toBe('https://mended.example');
    expect(onReload).toHaveBeenCalledTimes(3);
  });

  test('a secret that changes in its own file is a change of the tenant', async () => {
    const key = join(folder, 'key');
    writeFileSync(key, 'first');
    const tenants = open({ acme: `webhook: { token: { file: ${key} } }` });
    expect(tenants.configOf('acme').CHATWOOT_WEBHOOK_TOKEN).toBe('first');
    writeFileSync(key, 'second');
    await expect.poll(() => tenants.configOf('acme').CHATWOOT_WEBHOOK_TOKEN).toBe('second');
  });

  test('a business profile that changes in its own file is a change of the tenant; a wrong one changes nothing', async () => {
    const profile = join(folder, 'business.yaml');
    const example = readFileSync(new URL('../../business.example.yaml', import.meta.url), 'utf8');
    writeFileSync(profile, example);
    const changes = vi.fn();
    const onReload = vi.fn();
    const tenants = open({ acme: `business: { profile: ${profile} }`, borges: '' }, { onReload });
    tenants.onChange(changes);
    writeFileSync(profile, 'name: [');
    await expect.poll(() => onReload.mock.calls.length).toBe(1);
    expect(onReload.mock.calls[0]).toEqual([{ problem: expect.stringContaining('acme.business.profile') }]);
    expect(changes).not.toHaveBeenCalled();
    writeFileSync(profile, `${example}# mended\n`);
    await expect.poll(() => changes.mock.calls).toEqual([[['acme']]]);
  });

  test('is not looked for after the end, and not told to who no longer listens', async () => {
    const changes = vi.fn();
    const tenants = open({ acme: odooOf('acme') });
    tenants.onChange(changes)();
    tenants.close();
    write({ acme: odooOf('later') });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(tenants.configOf('acme').ODOO_URL).toBe('https://acme.example');
    expect(changes).not.toHaveBeenCalled();
  });
});
