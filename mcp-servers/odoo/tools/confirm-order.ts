import { z } from 'zod';
import { ConflictError, InputError, OutcomeUnknownError } from '#errors/errors.ts';
import { contextSchema, saleContext, saleContextArgument, withSignal } from '../context/call-context.ts';
import { defineOdooTool, writesOdooOnce, writeTimeoutSeconds } from '../define-odoo-tool.ts';
import { holdLock } from '../hold-lock.ts';
import { boundPartner, orderId, orderOf, partnerId } from '../orders/customer-order.ts';
import { fitOrder } from '../orders/fit-order.ts';
import { type Order, orderSchema } from '../orders/order-schema.ts';
import { readOrder } from '../orders/read-order.ts';
import { settle } from '../orders/settle.ts';

/** Half a cent: below it two totals are the same money. */
const tolerance = 0.005;

export const confirmOrder = defineOdooTool({
  name: 'confirm_order',
  title: 'Confirm an order',
  description:
    'Turns a quotation into a binding order. Call it only after the customer has seen the total and clearly ' +
    'said yes to it. It is refused with total_changed if the total is no longer the one that the customer saw: ' +
    'show the new one with get_order and ask again. An order that is confirmed already is a success.',
  scope: 'odoo:write',
  annotations: writesOdooOnce,
  timeoutSeconds: writeTimeoutSeconds,
  input: z.object({
    order_id: orderId,
    expected_total: z.number().nonnegative().describe('amount_total that the customer said yes to'),
    partner_id: partnerId,
    context: saleContextArgument,
  }),
  bound: boundPartner,
  output: z.object({
    ...orderSchema.shape,
    already_confirmed: z.boolean().describe('whether it had been confirmed before this call'),
    context: contextSchema,
  }),

  async handle({ order_id, expected_total, partner_id, context }, caller) {
    const { odoo, lock, answerTokens } = caller.services;
    const given = await saleContext(caller.services, context, caller);
    const confirm = async (signal: AbortSignal) => {
      const call = withSignal(given, signal);
      const answer = (order: Order, already_confirmed: boolean) => ({
        ...fitOrder(order, answerTokens),
        already_confirmed,
        context: call.echo,
      });
      const read = () => readOrder(odoo, orderOf(partner_id, order_id), call);
      const readConfirmed = async () => {
        const order = await read();
        return isConfirmed(order) ? order : undefined;
      };
      const order = await read();
      if (isConfirmed(order)) return answer(order, true);
      checkConfirmable(order, expected_total);
      const confirmed = await settle(
        () => odoo.call('sale.order', 'action_confirm', { ids: [order_id], mode: 'write' }, call.options),
        readConfirmed,
        'Look at its state with get_order in a minute; confirm_order may then be called again.',
      ).catch(async (error: unknown) => {
        // Somebody else may have confirmed it in between, which Odoo answers with a refusal.
        const others = error instanceof InputError ? await readConfirmed() : undefined;
        if (others) return others;
        throw error;
      });
      if (!confirmed)
        throw new OutcomeUnknownError('Odoo accepted the confirmation but the order is still open.');
      return answer(confirmed, false);
    };
    return holdLock(lock, `order:${order_id}`, caller.signal, confirm);
  },
});

function isConfirmed({ state }: Order): boolean {
  return state === 'sale' || state === 'done';
}

function checkConfirmable(order: Order, expectedTotal: number): void {
  if (order.state === 'cancel') {
    throw new ConflictError(`${order.name} is cancelled.`, {
      code: 'order_cancelled',
      fix: 'Make a new quotation if the customer still wants it.',
    });
  }
  if (Math.abs(order.amount_total - expectedTotal) > tolerance) {
    throw new ConflictError(`The total of ${order.name} is ${order.amount_total}, not ${expectedTotal}.`, {
      code: 'total_changed',
      fix: 'Show the customer the order as it is now (get_order) and ask for a new confirmation.',
    });
  }
}
