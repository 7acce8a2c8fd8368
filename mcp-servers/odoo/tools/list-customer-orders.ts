import { z } from 'zod';
import { firstWithin } from '../../kit/token-budget.ts';
import { contextSchema, saleContext, saleContextArgument } from '../context/call-context.ts';
import { defineOdooTool, readsOdoo } from '../define-odoo-tool.ts';
import { boundPartner, partnerId } from '../orders/customer-order.ts';
import { orderFieldsOf, orderRecord, orderSummary } from '../orders/order-fields.ts';
import { orderSummarySchema } from '../orders/order-schema.ts';

export const listCustomerOrders = defineOdooTool({
  name: 'list_customer_orders',
  title: "List a customer's orders",
  description:
    "Returns a customer's quotations and orders, newest first, each with state, total, delivery and invoice " +
    'status. Use it for "where is my order?". For the lines of one of them call get_order.',
  scope: 'odoo:read',
  annotations: readsOdoo,
  input: z.object({
    partner_id: partnerId,
    limit: z.int().min(1).max(50).default(10).describe('Most orders to return'),
    context: saleContextArgument,
  }),
  bound: boundPartner,
  output: z.object({
    orders: z.array(orderSummarySchema),
    has_more: z.boolean().describe('whether there are older ones'),
    context: contextSchema,
  }),

  async handle({ partner_id, limit, context }, caller) {
    const { odoo, answerTokens } = caller.services;
    const { options, timeZone, echo } = await saleContext(caller.services, context, caller);
    const records = await odoo.searchRead(
      'sale.order',
      {
        domain: [['partner_id', '=', partner_id]],
        fields: await orderFieldsOf(odoo, options),
        limit: limit + 1,
        order: 'date_order desc, id desc',
      },
      options,
    );
    const summaries = z
      .array(orderRecord)
      .parse(records)
      .slice(0, limit)
      .map((record) => orderSummary(record, timeZone));
    const orders = firstWithin(summaries, answerTokens);
    return { orders, has_more: records.length > orders.length, context: echo };
  },
});
