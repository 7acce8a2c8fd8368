import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type Config, loadConfig } from '#config/load-config.ts';
import { type Tenants, unknownTenant } from '#config/tenants/tenants.ts';
import { ConfigError, UpstreamError } from '#errors/errors.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { fixtureServer } from './fixtures/fixture-server.ts';
import type { ServerDefinition } from './server-definition.ts';
import { tenantConnections } from './tenant-connections.ts';

interface Services {
  url: string;
}

/** What was connected and closed, in order; a backend that fails does so by its address. */
let events: string[];
beforeEach(() => {
  events = [];
});

const definition: ServerDefinition<Services> = {
  ...(fixtureServer() as unknown as ServerDefinition<Services>),
  offers: (tool, config) => tool !== 'fail' || config.ODOO_WRITE,
  async connect({ TENANT, ODOO_URL: url }) {
    if (!url) throw new ConfigError(`${TENANT} has no Odoo.`);
    events.push(`open ${TENANT} ${url}`);
    if (url.includes('slow')) await new Promise((resolve) => setTimeout(resolve, 20));
    if (url.includes('down')) throw new UpstreamError('It is down.');
    return {
      servicesFor: () => ({ url }),
      readiness: async () => ({ odoo: url.includes('ill') ? 'it is ill' : 'ok' }),
      close: async () => void events.push(`close ${TENANT} ${url}`),
    };
  },
};

const base = loadConfig({});

/** Tenants by their addresses, which can be changed. */
function tenantsOf(addresses: Record<string, string | undefined>) {
  const listeners = new Set<(changed: readonly string[]) => void>();
  const configs = new Map<string, Config>();
  const set = (name: string, url: string | undefined) =>
    configs.set(name, { ...base, TENANT: name, ODOO_URL: url });
  for (const [name, url] of Object.entries(addresses)) set(name, url);
  const tenants: Tenants = {
    names: () => [...configs.keys()].sort(),
    configOf(name) {
      const config = configs.get(name);
      if (!config) throw unknownTenant();
      return config;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => undefined,
  };
  const change = (name: string, url: string | undefined) => {
    if (url === undefined) configs.delete(name);
    else set(name, url);
    for (const listener of listeners) listener([name]);
  };
  return { tenants, change, listeners };
}

const connect = (tenants: Tenants, config = base) =>
  tenantConnections(definition, { config, tenants, logger: silentLogger });
const as = (tenant: string) => ({ subject: 'test', tenant, scopes: ['*'] });

describe('connections', () => {
  test('are made when a tenant is asked for, and then kept', async () => {
    const connection = await connect(tenantsOf({ acme: 'http://a', borges: 'http://b' }).tenants);
    expect(events).toEqual([]);
    expect(await connection.servicesFor(as('acme'))).toEqual({ url: 'http://a' });
    expect(await connection.servicesFor(as('acme'))).toEqual({ url: 'http://a' });
    expect(await connection.servicesFor(as('borges'))).toEqual({ url: 'http://b' });
    expect(events).toEqual(['open acme http://a', 'open borges http://b']);
    await connection.close();
    expect(events.slice(2)).toEqual(['close borges http://b', 'close acme http://a']);
  });

  test('are made once for many callers at the same time', async () => {
    const connection = await connect(tenantsOf({ acme: 'http://slow', borges: 'http://b' }).tenants);
    await Promise.all(Array.from({ length: 50 }, () => connection.servicesFor(as('acme'))));
    expect(events).toEqual(['open acme http://slow']);
  });

  test('of an unknown tenant there are none', async () => {
    const connection = await connect(tenantsOf({ acme: 'http://a', borges: 'http://b' }).tenants);
    await expect(connection.servicesFor(as('casa'))).rejects.toMatchObject({ code: 'access_denied' });
    expect(events).toEqual([]);
  });

  test('that fail are tried again, and harm no other tenant', async () => {
    const { tenants, change } = tenantsOf({ acme: 'http://down', borges: 'http://b' });
    const connection = await connect(tenants);
    for (let count = 0; count < 3; count += 1)
      await expect(connection.servicesFor(as('acme'))).rejects.toThrow('It is down.');
    expect(await connection.servicesFor(as('borges'))).toEqual({ url: 'http://b' });
    change('acme', 'http://up');
    expect(await connection.servicesFor(as('acme'))).toEqual({ url: 'http://up' });
    await connection.close();
  });

  test('of an only tenant are made at once: what is wrong with it stops the start', async () => {
    await expect(connect(tenantsOf({ acme: undefined }).tenants)).rejects.toThrow('acme has no Odoo.');
    await connect(tenantsOf({ acme: 'http://a' }).tenants);
    expect(events).toEqual(['open acme http://a']);
  });
});

describe('a change of the settings', () => {
  test('brings a new connection; the old one lives on for the calls that it has', async () => {
    vi.useFakeTimers();
    try {
      const { tenants, change } = tenantsOf({ acme: 'http://a', borges: 'http://b' });
      const connection = await connect(tenants);
      await connection.servicesFor(as('acme'));
      change('acme', 'http://new');
      expect(await connection.servicesFor(as('acme'))).toEqual({ url: 'http://new' });
      await vi.advanceTimersByTimeAsync(200_000);
      expect(events).toEqual(['open acme http://a', 'open acme http://new']);
      await vi.advanceTimersByTimeAsync(200_000);
      expect(events.slice(2)).toEqual(['close acme http://a']);
      await connection.close();
      expect(events.slice(3)).toEqual(['close acme http://new']);
    } finally {
      vi.useRealTimers();
    }
  });

  test('that takes a tenant away ends its access at once', async () => {
    const { tenants, change } = tenantsOf({ acme: 'http://a', borges: 'http://b' });
    const connection = await connect(tenants);
    await connection.servicesFor(as('acme'));
    change('acme', undefined);
    await expect(connection.servicesFor(as('acme'))).rejects.toMatchObject({ code: 'access_denied' });
    await connection.close();
    expect(events.at(-1)).toBe('close acme http://a');
  });

  test('is not listened to after the end', async () => {
    const { tenants, listeners } = tenantsOf({ acme: 'http://a' });
    const connection = await connect(tenants);
    expect(listeners.size).toBe(1);
    await connection.close();
    expect(listeners.size).toBe(0);
  });
});

test('the hundred that were used last stay open', async () => {
  const names = Array.from({ length: 120 }, (_, index) => `t${index}`);
  const { tenants } = tenantsOf(Object.fromEntries(names.map((name) => [name, `http://${name}`])));
  const connection = await connect(tenants);
  for (const name of names) await connection.servicesFor(as(name));
  await connection.servicesFor(as('t119'));
  expect(events).toHaveLength(120);
  await connection.servicesFor(as('t0'));
  expect(events).toHaveLength(121);
  await connection.close();
  expect(events.filter((event) => event.startsWith('close'))).toHaveLength(121);
});

test('which tools there are follows the settings of the process', async () => {
  const { tenants } = tenantsOf({ acme: 'http://a' });
  expect((await connect(tenants)).offers?.('fail')).toBe(false);
  expect((await connect(tenants, loadConfig({ ODOO_WRITE: 'true' }))).offers?.('fail')).toBe(true);
});

test('readiness asks the tenants, and tells whether the server is of use', async () => {
  const some = await connect(tenantsOf({ acme: 'http://ill', borges: 'http://b' }).tenants);
  expect(await some.readiness()).toEqual({ 'odoo of acme': 'it is ill', 'odoo of borges': 'ok' });
  expect(some.isReady?.()).toBe(true);
  const none = await connect(tenantsOf({ acme: 'http://ill' }).tenants);
  expect(await none.readiness()).toEqual({ odoo: 'it is ill' });
  expect(none.isReady?.()).toBe(false);
});
