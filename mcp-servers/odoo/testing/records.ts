import type { Odoo } from '#adapters/odoo/port.ts';

let count = 0;

/** A text that no other record of this run has. */
export function unique(text: string): string {
  count++;
  return `${text} ${process.pid}-${count}`;
}

/** A Brazilian mobile number in E.164 that no other record of this run has. */
export function uniquePhone(): string {
  count++;
  return `+5511987${String(100_000 + count).slice(-6)}`;
}

/** Creates a customer and gives its id. */
export function createPartner(odoo: Odoo, values: Record<string, unknown> = {}): Promise<number> {
  return odoo.create('res.partner', { name: unique('Ana'), ...values });
}

/** Creates a product for sale and gives the id of its variant. */
export function createProduct(odoo: Odoo, values: Record<string, unknown> = {}): Promise<number> {
  return odoo.create('product.product', { name: unique('Mesa'), list_price: 100, ...values });
}

/** Creates a draft quotation of one product and gives its id. */
export async function createOrder(odoo: Odoo, partner: number, quantity = 1): Promise<number> {
  const line = { product_id: await createProduct(odoo), product_uom_qty: quantity };
  return odoo.create('sale.order', { partner_id: partner, order_line: [[0, 0, line]] });
}

/** The state of an order, as Odoo has it. */
export async function stateOf(odoo: Odoo, order: number): Promise<unknown> {
  const [record] = await odoo.read('sale.order', [order], ['state']);
  return record?.state;
}
