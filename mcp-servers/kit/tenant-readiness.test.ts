import { describe, expect, test } from 'vitest';
import { ConfigError, UpstreamError } from '#errors/errors.ts';
import type { Readiness } from './provider.ts';
import { tenantReadiness } from './tenant-readiness.ts';

/** Asks tenants that are told apart by their names. */
const ask = async (tenant: string): Promise<Readiness> => {
  if (tenant.startsWith('bare')) throw new ConfigError('There is no Odoo.');
  if (tenant.startsWith('broken')) throw new UpstreamError('It cannot be reached.');
  if (tenant.startsWith('mute')) return new Promise(() => undefined);
  return { odoo: tenant.startsWith('ill') ? 'it is ill' : 'ok', redis: 'ok' };
};
const of = (names: string[], connected = names) => tenantReadiness({ names, connected }, ask);

test('of one tenant it is as if there were no tenants', async () => {
  expect(await of(['acme'])).toEqual({ ready: true, states: { odoo: 'ok', redis: 'ok' } });
  expect(await of(['ill'])).toEqual({ ready: false, states: { odoo: 'it is ill', redis: 'ok' } });
});

describe('of a few', () => {
  test('each is named, and one that can be served is enough', async () => {
    expect(await of(['acme', 'ill'])).toEqual({
      ready: true,
      states: {
        'odoo of acme': 'ok',
        'redis of acme': 'ok',
        'odoo of ill': 'it is ill',
        'redis of ill': 'ok',
      },
    });
    expect((await of(['ill', 'broken'])).ready).toBe(false);
  });

  test('one without such a system is not counted, one that cannot be reached is', async () => {
    expect(await of(['bare', 'broken'])).toEqual({
      ready: false,
      states: { 'connection of broken': 'It cannot be reached.' },
    });
    expect(await of(['bare-1', 'bare-2'])).toEqual({ ready: true, states: {} });
  });

  test('one that does not answer holds nobody up', async () => {
    const started = performance.now();
    const { ready, states } = await of(['acme', 'mute']);
    expect(performance.now() - started).toBeLessThan(2_500);
    expect({ ready, state: states['connection of mute'] }).toEqual({
      ready: true,
      state: 'it did not answer in time',
    });
  });
});

describe('of many', () => {
  const names = Array.from({ length: 40 }, (_, index) => (index < 3 ? `ill-${index}` : `acme-${index}`));

  test('only numbers are told, and only those in use are asked', async () => {
    expect(await of(names)).toEqual({
      ready: true,
      states: { tenants: '3 of the 40 that are in use cannot be served' },
    });
    expect(await of(names, ['acme-9'])).toEqual({ ready: true, states: { tenants: 'ok' } });
    expect(await of(names, [])).toEqual({ ready: true, states: { tenants: 'ok' } });
    expect(await of(names, ['ill-0', 'ill-1'])).toMatchObject({ ready: false });
    expect(JSON.stringify(await of(names))).not.toContain('acme');
  });
});
