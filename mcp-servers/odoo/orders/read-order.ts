import { z } from 'zod';
import type { Odoo, OdooCallOptions, OdooDomain } from '#adapters/odoo/port.ts';
import { NotFoundError } from '#errors/errors.ts';
import type { CallContext } from '../context/call-context.ts';
import { optionalReference } from '../values.ts';
import { orderFieldsOf, orderRecord, orderSummary } from './order-fields.ts';
import type { Order, OrderLine } from './order-schema.ts';

const mostLines = 200;

const lineRecord = z.object({
  product_id: optionalReference,
  name: z.string(),
  product_uom_qty: z.number(),
  price_unit: z.number(),
  discount: z.number(),
  price_subtotal: z.number(),
});

/** How an order is read, and by whose clock its times are shown. */
type ReadContext = Pick<CallContext, 'options' | 'timeZone'>;

/**
 * The newest order that fits the domain, with its lines.
 *
 * @throws NotFoundError in the same words whether it does not exist or belongs to somebody else.
 */
export async function readOrder(odoo: Odoo, domain: OdooDomain, context: ReadContext): Promise<Order> {
  const order = await findOrder(odoo, domain, context);
  if (order) return order;
  throw new NotFoundError('This customer has no such order.', {
    code: 'order_not_found',
    fix: "Look at the customer's orders with list_customer_orders.",
  });
}

/** Like {@link readOrder}, with undefined where there is none. */
export async function findOrder(
  odoo: Odoo,
  domain: OdooDomain,
  { options, timeZone }: ReadContext,
): Promise<Order | undefined> {
  const fields = await orderFieldsOf(odoo, options);
  const [found] = await odoo.searchRead(
    'sale.order',
    { domain, fields, limit: 1, order: 'id desc' },
    options,
  );
  if (!found) return undefined;
  const record = orderRecord.parse(found);
  return {
    ...orderSummary(record, timeZone),
    partner_id: record.partner_id[0],
    partner_name: record.partner_id[1],
    lines: await readLines(odoo, record.id, options),
    amount_untaxed: record.amount_untaxed,
    amount_tax: record.amount_tax,
  };
}

/** The lines of goods and services; sections and notes have a `display_type`. */
async function readLines(odoo: Odoo, orderId: number, options: OdooCallOptions): Promise<OrderLine[]> {
  const records = await odoo.searchRead(
    'sale.order.line',
    {
      domain: [
        ['order_id', '=', orderId],
        ['display_type', '=', false],
      ],
      fields: Object.keys(lineRecord.shape),
      limit: mostLines,
      order: 'sequence, id',
    },
    options,
  );
  return z
    .array(lineRecord)
    .parse(records)
    .map((line) => ({
      product_id: line.product_id?.[0] ?? null,
      // What follows the first line is the product's description for customers.
      name: line.name.split('\n', 1)[0] ?? '',
      quantity: line.product_uom_qty,
      unit_price: line.price_unit,
      discount: line.discount,
      subtotal: line.price_subtotal,
    }));
}
