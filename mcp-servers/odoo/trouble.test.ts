import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FaultKind } from '#sandbox/odoo/faults/faults.ts';
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

  // XML-RPC logs in anew once after a refused login, so there the second refusal counts.
  const timesOf = (kind: string) => (kind === 'credentials' && api === 'xmlrpc' ? 2 : 1);

  test.each([
    ['answers 500 with HTML', 'html500', /^odoo_bad_answer: .*\(500, text\/html\)/],
    ['is in maintenance', 'down', /^odoo_bad_answer: .*\(503, text\/html\)/],
    ['hangs', 'hang', /^odoo_timeout: Odoo did not answer in time/],
    ['denies access', 'access', /^odoo_access: /],
    ['has revoked the key', 'credentials', /^odoo_credentials: .*\nNext: .*ODOO_API_KEY/],
    ['lost the record meanwhile', 'missing', /^record_not_found: /],
    ['gave up over another transaction', 'serialization', /^odoo_busy: .*nothing was changed/],
    ['is hidden behind a login page', 'html200', /^odoo_bad_answer: .*\(200, text\/html\)/],
    ['sends us to a login page', 'login', /^odoo_bad_answer: .*\(303, text\/html\)\.\nNext: Check ODOO_URL/],
    ['is behind a proxy that lost patience', 'proxy-json', /^odoo_bad_answer: .*\(504, application\/json\)/],
    ['tells too much', 'huge-answer', /^odoo_answer_too_large: .*\nNext: Ask for fewer/],
    ['gives a good answer a bad status', 'wrong-status', /^odoo_bad_answer: .*\(500, /],
  ] as const)('a read is told in time when it %s', async (_name, kind, text) => {
    under.sandbox.faults.add({ kind, model: 'res.partner', method: 'search_read', times: timesOf(kind) });
    const answer = await within(3, under.server.call('search_records', { model: 'res.partner' }));
    expect(answer.text).toMatch(text);
    expect(answer.text).not.toMatch(/<html|Traceback/);
  });

  test.each(['drop', 'half-answer'] as const)(
    'a read is sent once more after %s, and not twice',
    async (kind) => {
      const read = () => within(3, under.server.call('search_records', { model: 'res.partner', limit: 1 }));
      under.sandbox.faults.add({ kind, model: 'res.partner', method: 'search_read' });
      expect((await read()).isError).toBe(false);
      under.sandbox.faults.add({ kind, model: 'res.partner', method: 'search_read', times: 2 });
      expect((await read()).text).toMatch(/^odoo_unreachable: .*\nNext: Try again/);
    },
  );

  const quotation = async (kind: FaultKind) => {
    const partner_id = await createPartner(under.odoo);
    const lines = [{ product_id: await createProduct(under.odoo), quantity: 1 }];
    under.sandbox.faults.add({ kind, model: 'sale.order', method: 'create', times: timesOf(kind) });
    const args = { partner_id, lines, idempotency_key: `trouble-${kind}` };
    return {
      quote: () => within(8, under.server.call('create_quotation', args)),
      count: () => under.odoo.searchCount('sale.order', [['partner_id', '=', partner_id]]),
    };
  };

  test.each([
    'drop-after-commit',
    'hang-after-commit',
    'half-answer',
    'huge-answer',
    'wrong-status',
  ] as const)('a write is found although it ended in %s, and is not done again', async (kind) => {
    const { quote, count } = await quotation(kind);
    expect((await quote()).data).toMatchObject({ created: true });
    expect((await quote()).data).toMatchObject({ created: false });
    expect(await count()).toBe(1);
  });

  // XML-RPC tells a lock with the same fault code as a user error.
  const refused = /^(odoo_(access|busy|refused|credentials|bad_answer)|record_not_found): /;
  const unknown = /^outcome_unknown: .*\nNext: .*again with the same idempotency_key/;

  test.each([
    ['drop', unknown],
    ['hang', unknown],
    ['html200', unknown],
    ['html500', unknown],
    ['down', unknown],
    ['proxy-json', unknown],
    ['access', refused],
    ['credentials', refused],
    ['lock', refused],
    ['login', refused],
    ['missing', refused],
    ['serialization', refused],
  ] as const)('%s leaves nothing half done, and the same call then does it', async (kind, expected) => {
    const { quote, count } = await quotation(kind);
    expect((await quote()).text).toMatch(expected);
    expect(await count()).toBe(0);
    expect((await quote()).data).toMatchObject({ created: true });
    expect(await count()).toBe(1);
  });

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
