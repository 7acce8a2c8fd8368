import { z } from 'zod';
import { InputError } from '#errors/errors.ts';
import { contextSchema, saleContext, saleContextArgument } from '../context/call-context.ts';
import { defineOdooTool, readsOdoo } from '../define-odoo-tool.ts';
import { boundPartner, orderId, partnerId } from '../orders/customer-order.ts';
import { fitOrder } from '../orders/fit-order.ts';
import { orderSchema } from '../orders/order-schema.ts';
import { readOrder } from '../orders/read-order.ts';
import { escapeLike } from '../values.ts';

export const getOrder = defineOdooTool({
  name: 'get_order',
  title: 'Get an order',
  description:
    'Returns one quotation or order of a customer with its lines, total, delivery and invoice status. Give its ' +
    'order_id, or the name that the customer knows (S00042). When neither is known, use list_customer_orders.',
  scope: 'odoo:read',
  annotations: readsOdoo,
  input: z.object({
    order_id: orderId.optional(),
    name: z.string().trim().min(1).max(50).optional().describe('Number of the order, for example S00042'),
    partner_id: partnerId,
    context: saleContextArgument,
  }),
  bound: boundPartner,
  output: z.object({ ...orderSchema.shape, context: contextSchema }),

  async handle({ order_id, name, partner_id, context }, caller) {
    const { odoo, answerTokens } = caller.services;
    if (order_id === undefined && name === undefined) {
      throw new InputError('Neither order_id nor name was given.', { fix: 'Give one of the two.' });
    }
    const domain = [
      ['partner_id', '=', partner_id],
      ...(order_id === undefined ? [] : [['id', '=', order_id]]),
      ...(name === undefined ? [] : [['name', '=ilike', escapeLike(name)]]),
    ];
    const call = await saleContext(caller.services, context, caller);
    return { ...fitOrder(await readOrder(odoo, domain, call), answerTokens), context: call.echo };
  },
});
