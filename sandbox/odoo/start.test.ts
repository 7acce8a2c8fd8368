import { afterEach, describe, expect, it } from 'vitest';
import { json2, json2Result } from './conformance/raw-json2.ts';
import { executeKw, xmlRpc } from './conformance/raw-xml-rpc.ts';
import { type SandboxOdoo, type SandboxOdooOptions, startSandboxOdoo } from './start.ts';

let odoo: SandboxOdoo | undefined;
afterEach(() => odoo?.close());

async function start(options?: SandboxOdooOptions): Promise<SandboxOdoo> {
  odoo = await startSandboxOdoo(options);
  return odoo;
}

describe('startSandboxOdoo', () => {
  it('listens on a free port of loopback, soon', async () => {
    await (await start()).close();
    const begin = performance.now();
    const { url } = await start();
    expect(performance.now() - begin).toBeLessThan(1_000);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${url}/web/health`)).status).toBe(200);
  });

  it('fails when its port is taken', async () => {
    const { url } = await start();
    const port = Number(new URL(url).port);
    await expect(startSandboxOdoo({ port })).rejects.toThrow('EADDRINUSE');
  });

  it('can be left and started again on the same port', async () => {
    const first = await start();
    const port = Number(new URL(first.url).port);
    await first.close();
    const second = await start({ port });
    expect(second.url).toBe(first.url);
  });

  it('lives in the time that it is given', async () => {
    const target = await start({ now: () => new Date('2030-01-02T03:04:05Z') });
    const [id] = await json2Result<number[]>(target, 'res.partner/create', { vals_list: { name: 'Lia' } });
    const read = { ids: [id], fields: ['create_date'] };
    expect(await json2Result(target, 'res.partner/read', read)).toEqual([
      { id, create_date: '2030-01-02 03:04:05' },
    ]);
  });

  it('forgets everything on reset, ids too', async () => {
    const target = await start();
    const create = () => json2Result<number[]>(target, 'res.partner/create', { vals_list: { name: 'Lia' } });
    const first = await create();
    target.faults.add({ kind: 'html500' });
    target.reset();
    expect(await create()).toEqual(first);
  });

  it('answers 404 to unknown pages and 413 to endless bodies', async () => {
    const { url } = await start();
    expect((await fetch(`${url}/web/login`)).status).toBe(404);
    const body = 'x'.repeat(17 * 1024 * 1024);
    const tooLarge = await fetch(`${url}/xmlrpc/2/object`, { method: 'POST', body });
    expect(tooLarge.status).toBe(413);
  });
});

describe.each([17, 18] as const)('version %i', (version) => {
  it('speaks XML-RPC only', async () => {
    const target = await start({ version });
    expect((await xmlRpc(target, 'common', 'version', [])).result).toMatchObject({
      server_serie: `${version}.0`,
    });
    expect((await json2(target, 'res.partner/search', { domain: [] })).status).toBe(404);
    expect((await fetch(`${target.url}/web/version`)).status).toBe(404);
  });

  it('has the older fields and methods', async () => {
    const target = await start({ version });
    const lines = await executeKw(target, 'sale.order.line', 'search_read', [[]], {
      fields: ['product_uom', 'tax_id'],
      limit: 1,
    });
    const partners = await executeKw(target, 'res.partner', 'search_read', [[]], {
      fields: ['mobile'],
      limit: 1,
    });
    const groups = await executeKw(target, 'sale.order', 'read_group', [[], ['amount_total:sum'], ['state']]);
    const formatted = await executeKw(target, 'sale.order', 'formatted_read_group', [[], ['state']]);
    expect(lines.result).toEqual([
      { id: expect.any(Number), product_uom: [1, 'Units'], tax_id: expect.any(Array) },
    ]);
    expect(partners.result).toEqual([{ id: expect.any(Number), mobile: false }]);
    expect(groups.result).toHaveLength(3);
    expect(formatted.fault?.code).toBe(1);
  });

  it('sells', async () => {
    const target = await start({ version });
    const inStock = [['qty_available', '>', 5]];
    const [product] = (await executeKw(target, 'product.product', 'search', [inStock], { limit: 1 }))
      .result as number[];
    const line = [0, 0, { product_id: product, product_uom_qty: 2 }];
    const order = await executeKw(target, 'sale.order', 'create', [{ partner_id: 6, order_line: [line] }]);
    expect((await executeKw(target, 'sale.order', 'action_confirm', [[order.result]])).result).toBe(true);
    const read = await executeKw(target, 'sale.order', 'read', [
      [order.result],
      ['state', 'delivery_status'],
    ]);
    expect(read.result).toEqual([{ id: order.result, state: 'sale', delivery_status: 'pending' }]);
  });
});
