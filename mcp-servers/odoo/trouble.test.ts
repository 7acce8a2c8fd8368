import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../kit/testing.ts';
import { odooServer } from './definition.ts';
import { apis, startSandboxUnderTest } from './testing/odoo-under-test.ts';
import { createPartner, createProduct } from './testing/records.ts';

const environment = {
  ODOO_DB: 'shop',
  ODOO_USERNAME: 'bot',
  ODOO_API_KEY: 'a-key-not-shown',
  ODOO_TIMEOUT_SECONDS: '1',
};

const within = async <Result>(seconds: number, work: Promise<Result>): Promise<Result> => {
  const started = performance.now();
  const result = await work;
  expect(performance.now() - started).toBeLessThan(seconds * 1_000);
  return result;
};

describe('an Odoo that is down', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(odooServer, { ...environment, ODOO_URL: 'http://127.0.0.1:1' });
  });
  afterAll(() => server.close());

  test('does not keep the server from starting, but from being ready', async () => {
    const response = await fetch(`${server.url}/readyz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      dependencies: { odoo: expect.stringContaining('cannot be reached') },
    });
  });

  test.each([
    ['search_records', { model: 'res.partner' }],
    ['find_customer', { phone: '+5511987654321' }],
    ['create_quotation', { partner_id: 1, lines: [{ product_id: 1, quantity: 1 }], idempotency_key: 'k' }],
    ['confirm_order', { order_id: 1, partner_id: 1, expected_total: 1 }],
  ])('%s says so', async (name, args) => {
    const { text } = await within(3, server.call(name, args));
    expect(text).toMatch(/^odoo_unreachable: Odoo cannot be reached \(ECONNREFUSED\)/);
    expect(text).not.toContain('a-key-not-shown');
  });
});

describe.each(apis)('an Odoo in trouble, over %s', (api) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    under = await startSandboxUnderTest(api, 1);
    await under.server.call('search_records', { model: 'res.partner', limit: 1 });
  });
  afterAll(() => under.close());

  test.each([
    ['answers 500 with HTML', 'html500', /^odoo_bad_answer: .*\(500, text\/html\)/],
    ['is in maintenance', 'down', /^odoo_bad_answer: .*\(503, text\/html\)/],
    ['hangs', 'hang', /^odoo_timeout: Odoo did not answer in time/],
    ['denies access', 'access', /^odoo_access: /],
  ] as const)('a read is told in time when it %s', async (_name, kind, text) => {
    under.sandbox.faults.add({ kind, model: 'res.partner', method: 'search_read' });
    const answer = await within(3, under.server.call('search_records', { model: 'res.partner' }));
    expect(answer.text).toMatch(text);
    expect(answer.text).not.toMatch(/<html|Traceback/);
  });

  test.each(['html500', 'hang', 'down', 'access', 'lock'] as const)(
    '%s leaves nothing half done',
    async (kind) => {
      const partner_id = await createPartner(under.odoo);
      const lines = [{ product_id: await createProduct(under.odoo), quantity: 1 }];
      under.sandbox.faults.add({ kind, model: 'sale.order', method: 'create' });
      const args = { partner_id, lines, idempotency_key: `trouble-${kind}` };
      const { isError, text } = await within(8, under.server.call('create_quotation', args));
      expect(isError).toBe(true);
      // XML-RPC tells a lock with the same fault code as a user error.
      expect(text).toMatch(/^(outcome_unknown|odoo_access|odoo_busy|odoo_refused): /);
      expect(await under.odoo.searchCount('sale.order', [['partner_id', '=', partner_id]])).toBe(0);
      expect((await under.server.call('create_quotation', args)).data).toMatchObject({ created: true });
    },
  );

  test('it is ready again when the trouble is over', async () => {
    under.sandbox.faults.add({ kind: 'hang', model: 'res.company' });
    const response = await within(3, fetch(`${under.server.url}/readyz`));
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      dependencies: { odoo: expect.stringContaining('in time') },
    });
    expect((await fetch(`${under.server.url}/readyz`)).status).toBe(200);
  });
});
