import { describe, expect, inject, test } from 'vitest';
import { startSandboxOdoo } from '#sandbox/odoo/start.ts';
import { startTestServer } from '../kit/testing.ts';
import { odooServer } from './definition.ts';
import { startSandboxUnderTest } from './testing/odoo-under-test.ts';
import { createPartner, createProduct } from './testing/records.ts';

describe('what is offered', () => {
  const genericWrites = ['create_records', 'update_records', 'delete_records', 'call_method'];
  const offeredWith = async (environment: Record<string, string>) => {
    const under = await startSandboxUnderTest('json2', 15, 19, environment);
    const tools = await under.server.tools().finally(under.close);
    return genericWrites.filter((name) => tools.some((tool) => tool.name === name));
  };

  test('follows the settings', async () => {
    expect(await offeredWith({})).toEqual([]);
    expect(await offeredWith({ ODOO_WRITE: 'true' })).toEqual(genericWrites.slice(0, 3));
    expect(await offeredWith({ ODOO_METHODS: 'sale.order.action_lock' })).toEqual(['call_method']);
  });
});

describe('several processes', () => {
  test('on one Redis they make one quotation of one key', async () => {
    const sandbox = await startSandboxOdoo();
    const environment = {
      ODOO_URL: sandbox.url,
      ODOO_DB: sandbox.db,
      ODOO_USERNAME: sandbox.username,
      ODOO_API_KEY: sandbox.apiKey,
      REDIS_URL: inject('redisUrl'),
      TENANT: `test-${process.pid}`,
    };
    const servers = await Promise.all([1, 2, 3].map(() => startTestServer(odooServer, environment)));
    const [first] = servers;
    if (!first) throw new Error('no server');
    try {
      const created = await first.call('find_or_create_customer', { name: 'Ana', phone: '+5511987650001' });
      const products = await first.call('search_products', { query: 'a', limit: 1 });
      const [product] = products.data.products as { product_id: number }[];
      const args = {
        partner_id: created.data.partner_id,
        lines: [{ product_id: product?.product_id, quantity: 1 }],
        idempotency_key: 'one-of-many',
      };
      const answers = await Promise.all(servers.map((server) => server.call('create_quotation', args)));
      expect(answers.map(({ text, isError }) => (isError ? text : ''))).toEqual(['', '', '']);
      expect(answers.filter(({ data }) => data.created)).toHaveLength(1);
      expect(new Set(answers.map(({ data }) => data.order_id)).size).toBe(1);
      expect(await (await fetch(`${first.url}/readyz`)).json()).toMatchObject({
        dependencies: { odoo: 'ok', redis: 'ok' },
      });
    } finally {
      await Promise.all(servers.map((server) => server.close()));
      await sandbox.close();
    }
  });

  test('nothing is changed while the Redis that keeps them apart is away', async () => {
    const under = await startSandboxUnderTest('json2', 15, 19, { REDIS_URL: 'redis://127.0.0.1:1' });
    try {
      const partner_id = await createPartner(under.odoo);
      const lines = [{ product_id: await createProduct(under.odoo), quantity: 1 }];
      const args = { partner_id, lines, idempotency_key: 'without-redis' };
      const { isError, text } = await under.server.call('create_quotation', args);
      expect(isError, text).toBe(true);
      expect(await under.odoo.searchCount('sale.order', [['partner_id', '=', partner_id]])).toBe(0);
      expect((await under.server.call('find_customer', { phone: '+5511987650002' })).isError).toBe(false);
      const response = await fetch(`${under.server.url}/readyz`);
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({ dependencies: { redis: expect.any(String) } });
    } finally {
      await under.close();
    }
  });
});
