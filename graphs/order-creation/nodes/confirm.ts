import { AIMessage, HumanMessage } from '@langchain/core/messages';
import { interrupt } from '@langchain/langgraph';
import { InputError } from '#errors/errors.ts';
import type { Order } from '../../shared/conversation-state.ts';
import { formatMoney, formatQuantity } from '../../shared/money.ts';
import type { OrderCreationState } from '../state.ts';

/** What a client sees of a run that waits for the customer's yes; it is resumed with the customer's words. */
export interface OrderConfirmation {
  kind: 'order_confirmation';
  /** The question, as the customer reads it. */
  message: string;
  order: Order;
}

/**
 * Shows the quotation and waits for the customer. Amounts are written here, from Odoo's own figures: no model
 * touches them.
 */
export function confirm({ order }: OrderCreationState) {
  if (!order) throw new InputError('There is no quotation to confirm.');
  const message = quotationText(order);
  const answer: unknown = interrupt<OrderConfirmation>({ kind: 'order_confirmation', message, order });
  const words = typeof answer === 'string' ? answer : '';
  return { messages: [new AIMessage(message), new HumanMessage(words)], detour: false, failure: null };
}

function quotationText({ name, lines, amount_untaxed, amount_tax, amount_total, currency }: Order): string {
  const rows = lines.map(
    (line) =>
      `• ${formatQuantity(line.quantity)} × ${line.name}: ${formatMoney(line.unit_price, currency)} cada, ` +
      formatMoney(line.subtotal, currency),
  );
  const tax =
    amount_tax > 0
      ? [
          `Subtotal: ${formatMoney(amount_untaxed, currency)}`,
          `Impostos: ${formatMoney(amount_tax, currency)}`,
        ]
      : [];
  return [
    `Orçamento ${name}:`,
    ...rows,
    ...tax,
    `*Total: ${formatMoney(amount_total, currency)}*`,
    'Posso confirmar o pedido?',
  ].join('\n');
}
