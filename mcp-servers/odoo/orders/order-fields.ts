import { z } from 'zod';
import type { Odoo, OdooCallOptions } from '#adapters/odoo/port.ts';
import { showTime } from '../context/show-time.ts';
import { datetime, optionalText, reference } from '../values.ts';
import type { OrderSummary } from './order-schema.ts';

const orderFields = [
  'name',
  'state',
  'partner_id',
  'date_order',
  'amount_untaxed',
  'amount_tax',
  'amount_total',
  'currency_id',
];

/** There only with the modules that keep them: `delivery_status` where sales deliver from stock (16 on). */
const progressFields = ['invoice_status', 'delivery_status'];

/** A `sale.order` as it is read with {@link orderFieldsOf}. */
export const orderRecord = z.object({
  id: z.int(),
  name: z.string(),
  state: z.string(),
  partner_id: reference,
  date_order: datetime,
  amount_untaxed: z.number(),
  amount_tax: z.number(),
  amount_total: z.number(),
  currency_id: reference,
  invoice_status: optionalText.optional().transform((status) => status ?? 'no'),
  delivery_status: optionalText.default(null),
});

export type OrderRecord = z.output<typeof orderRecord>;

/** The fields to read of an order in this Odoo. */
export async function orderFieldsOf(odoo: Odoo, options: OdooCallOptions): Promise<string[]> {
  const known = await odoo.fieldsGet('sale.order', ['type'], options);
  return [...orderFields, ...progressFields.filter((name) => name in known)];
}

/** @param timeZone by whose clock times are shown beside UTC. */
export function orderSummary(record: OrderRecord, timeZone: string): OrderSummary {
  return {
    order_id: record.id,
    name: record.name,
    state: record.state,
    amount_total: record.amount_total,
    currency: record.currency_id[1],
    date_order: showTime(Date.parse(record.date_order), timeZone),
    delivery_status: record.delivery_status,
    invoice_status: record.invoice_status,
  };
}
