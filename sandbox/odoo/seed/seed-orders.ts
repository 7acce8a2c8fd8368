import { callMethod } from '../orm/call-method.ts';
import { createRecord } from '../orm/create-record.ts';
import { type Environment, formatDatetime, withContext } from '../orm/environment.ts';
import { putValues } from '../orm/put-values.ts';
import { type OdooRecord, recordOf } from '../orm/record.ts';
import { orders, type SeedOrder } from './order-data.ts';
import { productByCode } from './seed-products.ts';

const day = 86_400_000;
const steps = ['quotation', 'confirmed', 'delivered', 'invoiced', 'paid'];

/** Makes each past order the way a salesperson would, on its day. */
export function seedOrders(environment: Environment, customers: ReadonlyMap<string, number>): void {
  for (const order of orders) {
    const then = new Date(environment.now().getTime() - order.daysAgo * day);
    seedOrder({ ...environment, now: () => then }, order, customers.get(order.customer) ?? 0);
  }
}

function seedOrder(environment: Environment, data: SeedOrder, customer: number): void {
  const order = createRecord(environment, 'sale.order', {
    partner_id: customer,
    order_line: data.lines.map(([code, quantity]) => [
      0,
      0,
      { product_id: productByCode(environment, code).id, product_uom_qty: quantity },
    ]),
  });
  const call = (method: string) => callMethod(environment, 'sale.order', method, [order.id], {});
  if (data.state === 'cancelled') call('action_cancel');
  const reached = steps.indexOf(data.state);
  if (reached >= steps.indexOf('confirmed')) call('action_confirm');
  if (reached >= steps.indexOf('delivered')) deliver(environment, order);
  if (reached >= steps.indexOf('invoiced')) invoice(environment, order, data.state === 'paid');
}

function deliver(environment: Environment, order: OdooRecord): void {
  for (const picking of order.many('picking_ids')) {
    callMethod(environment, 'stock.picking', 'button_validate', [picking.id], {});
    putValues(picking, { scheduled_date: formatDatetime(environment.now()) });
  }
}

function invoice(environment: Environment, order: OdooRecord, paid: boolean): void {
  const inContext = withContext(environment, { active_ids: [order.id] });
  const wizard = createRecord(inContext, 'sale.advance.payment.inv', {});
  callMethod(inContext, 'sale.advance.payment.inv', 'create_invoices', [wizard.id], {});
  for (const { id } of order.many('invoice_ids')) {
    callMethod(environment, 'account.move', 'action_post', [id], {});
    if (paid) putValues(recordOf(environment, 'account.move', id), { payment_state: 'paid' });
  }
}
