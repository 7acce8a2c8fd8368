import { z } from 'zod';
import { ConflictError, OutcomeUnknownError } from '#errors/errors.ts';
import {
  type CallContext,
  contextSchema,
  saleContext,
  saleContextArgument,
  withSignal,
} from '../context/call-context.ts';
import { defineOdooTool, writeTimeoutSeconds } from '../define-odoo-tool.ts';
import { holdLock } from '../hold-lock.ts';
import { boundPartner, orderId, orderOf, partnerId } from '../orders/customer-order.ts';
import { orderSchema } from '../orders/order-schema.ts';
import { readOrder } from '../orders/read-order.ts';
import { settle } from '../orders/settle.ts';

export const cancelQuotation = defineOdooTool({
  name: 'cancel_quotation',
  title: 'Cancel a quotation',
  description:
    'Cancels a quotation that the customer does not want. A confirmed order is refused: a person must decide ' +
    'about it, so offer to hand over. A quotation that is cancelled already is a success.',
  scope: 'odoo:write',
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  timeoutSeconds: writeTimeoutSeconds,
  input: z.object({ order_id: orderId, partner_id: partnerId, context: saleContextArgument }),
  bound: boundPartner,
  output: z.object({
    ...orderSchema.pick({ order_id: true, name: true, state: true }).shape,
    already_cancelled: z.boolean().describe('whether it had been cancelled before this call'),
    context: contextSchema,
  }),

  async handle({ order_id, partner_id, context }, caller) {
    const { odoo, lock } = caller.services;
    const given = await saleContext(caller.services, context, caller);
    const cancel = async (signal: AbortSignal) => {
      const call = withSignal(given, signal);
      const read = () => readOrder(odoo, orderOf(partner_id, order_id), call);
      const { name, state } = await read();
      const answer = (already_cancelled: boolean) => ({
        order_id,
        name,
        state: 'cancel',
        already_cancelled,
        context: call.echo,
      });
      if (state === 'cancel') return answer(true);
      if (state !== 'draft' && state !== 'sent') {
        throw new ConflictError(`${name} is a confirmed order, not a quotation.`, {
          code: 'order_confirmed',
          fix: 'Hand over to a person, who can cancel a confirmed order.',
        });
      }
      const cancelled = await settle(
        () =>
          odoo.call('sale.order', 'action_cancel', { ids: [order_id], mode: 'write' }, withoutWizard(call)),
        async () => ((await read()).state === 'cancel' ? true : undefined),
        'Look at its state with get_order in a minute; cancel_quotation may then be called again.',
      );
      if (!cancelled)
        throw new OutcomeUnknownError('Odoo accepted the cancellation but the quotation is still open.');
      return answer(false);
    };
    return holdLock(lock, `order:${order_id}`, caller.signal, cancel);
  },
});

/** Up to 18, Odoo may answer with a dialogue that asks the user instead of cancelling. */
function withoutWizard({ options }: CallContext) {
  return { ...options, context: { ...options.context, disable_cancel_warning: true } };
}
