import { z } from 'zod';
import { timeSchema } from '../context/show-time.ts';

const lineSchema = z.object({
  product_id: z.int().nullable().describe('null for a line without a product, such as a down payment'),
  name: z.string(),
  quantity: z.number(),
  unit_price: z.number().describe('before discount and, as Odoo is set up, taxes'),
  discount: z.number().describe('percent'),
  subtotal: z.number().describe('after discount, without taxes'),
});

const headShape = {
  order_id: z.int(),
  name: z.string().describe('the number that the customer knows, for example S00042'),
  state: z.string().describe('draft and sent: a quotation; sale and done: confirmed; cancel: cancelled'),
};

const progressShape = {
  date_order: timeSchema.describe('when it was quoted or, once confirmed, ordered'),
  delivery_status: z
    .string()
    .nullable()
    .describe(
      'pending, started, partial or full; null where there is nothing to deliver or Odoo does not tell',
    ),
  invoice_status: z.string().describe('no, to invoice, invoiced or upselling'),
};

/** An order with everything that a customer may ask about it. */
export const orderSchema = z.object({
  ...headShape,
  partner_id: z.int(),
  partner_name: z.string(),
  lines: z.array(lineSchema),
  lines_omitted: z.int().optional().describe('how many further lines did not fit into the answer'),
  amount_untaxed: z.number(),
  amount_tax: z.number(),
  amount_total: z.number(),
  currency: z.string(),
  ...progressShape,
});

/** An order in a list. */
export const orderSummarySchema = z.object({
  ...headShape,
  amount_total: z.number(),
  currency: z.string(),
  ...progressShape,
});

export type Order = z.output<typeof orderSchema>;
export type OrderLine = z.output<typeof lineSchema>;
export type OrderSummary = z.output<typeof orderSummarySchema>;
