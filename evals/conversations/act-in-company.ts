import type { Odoo } from '#adapters/odoo/port.ts';

/** What somebody in the company does in Odoo with the customer's newest order while the dialogue goes on. */
export async function actInCompany(
  odoo: Odoo,
  phone: string,
  act: 'cancels_order' | 'changes_price',
): Promise<void> {
  const [order] = await odoo.searchRead('sale.order', {
    domain: [['partner_id.phone', '=', phone]],
    fields: ['order_line'],
    limit: 1,
    order: 'id desc',
  });
  if (!order) throw new Error(`${phone} has no order yet`);
  if (act === 'cancels_order') {
    await odoo.call('sale.order', 'action_cancel', { ids: [order.id], mode: 'write' });
  } else {
    await odoo.write('sale.order.line', order.order_line as number[], { price_unit: 77.7 });
  }
}
