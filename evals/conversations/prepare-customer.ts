import type { Odoo } from '#adapters/odoo/port.ts';
import type { Dialogue, EarlierOrder } from './dialogue.ts';

/** Makes the customers in Odoo whom a dialogue takes as known, and the first one's earlier orders. */
export async function prepareCustomer(odoo: Odoo, known: Dialogue['known'], phone: string): Promise<void> {
  if (!known) return;
  const partners = await odoo.createMany(
    'res.partner',
    known.names.map((name) => ({ name, phone })),
  );
  for (const order of known.orders) await makeOrder(odoo, partners[0] ?? 0, order);
}

async function makeOrder(odoo: Odoo, partner: number, { lines, state }: EarlierOrder): Promise<void> {
  const products = await productsByCode(odoo, Object.keys(lines));
  const order = await odoo.create('sale.order', {
    partner_id: partner,
    order_line: Object.entries(lines).map(([code, quantity]) => [
      0,
      0,
      { product_id: products.get(code), product_uom_qty: quantity },
    ]),
  });
  if (state === 'quotation') return;
  await odoo.call('sale.order', 'action_confirm', { ids: [order], mode: 'write' });
  if (state === 'invoiced') await invoice(odoo, order);
}

/** As a salesperson does it, by the wizard. */
async function invoice(odoo: Odoo, order: number): Promise<void> {
  const context = { active_ids: [order], active_id: order, active_model: 'sale.order' };
  const wizard = await odoo.create('sale.advance.payment.inv', {}, { context });
  await odoo.call(
    'sale.advance.payment.inv',
    'create_invoices',
    { ids: [wizard], mode: 'write' },
    { context },
  );
  const [record] = await odoo.read('sale.order', [order], ['invoice_ids']);
  const ids = (record?.invoice_ids ?? []) as number[];
  await odoo.call('account.move', 'action_post', { ids, mode: 'write' });
}

async function productsByCode(odoo: Odoo, codes: string[]): Promise<Map<string, number>> {
  const records = await odoo.searchRead('product.product', {
    domain: [['default_code', 'in', codes]],
    fields: ['default_code'],
    limit: codes.length,
  });
  const products = new Map(records.map(({ id, default_code }) => [String(default_code), id]));
  const missing = codes.filter((code) => !products.has(code));
  if (missing.length > 0) throw new Error(`no product has the code ${missing.join(', ')}`);
  return products;
}
