import { AIMessage, HumanMessage } from '@langchain/core/messages';
import { interrupt } from '@langchain/langgraph';
import { z } from 'zod';
import { InputError } from '#errors/errors.ts';
import type { Order } from '../../shared/conversation-state.ts';
import { formatMoney, formatQuantity } from '../../shared/money.ts';
import { lineName } from '../../shared/order-words.ts';
import type { OrderCreationState } from '../state.ts';

/** What a client sees of a run that waits for the customer's yes. */
export interface OrderConfirmation {
  kind: 'order_confirmation';
  /** The question, as the customer reads it. */
  message: string;
  order: Order;
}

/** What the run is resumed with: the customer's words and, where turns can be repeated, whose turn they are. */
const answerSchema = z.union([
  z.object({ text: z.string(), turn: z.string() }),
  z.string().transform((text) => ({ text, turn: '' })),
]);

/**
 * Shows the quotation and waits for the customer. Amounts are written here, from Odoo's own figures: no model
 * touches them.
 */
export function confirm({ order, notice, turn }: OrderCreationState) {
  if (!order) throw new InputError('There is no quotation to confirm.');
  const message = notice ? `${notice}\n${quotationText(order)}` : quotationText(order);
  const ask = () =>
    answerSchema.parse(interrupt<OrderConfirmation>({ kind: 'order_confirmation', message, order }));
  let answer = ask();
  // After a crash a turn is resumed once more. Its words have answered an earlier question already, perhaps one
  // about another total, and must not pass for the answer to this one.
  if (answer.turn !== '' && answer.turn === turn) answer = ask();
  return {
    messages: [new AIMessage(message), new HumanMessage(answer.text)],
    ...(answer.turn ? { turn: answer.turn } : {}),
    asked: true,
    detour: false,
    failure: null,
    notice: '',
  };
}

function quotationText({ name, lines, amount_untaxed, amount_tax, amount_total, currency }: Order): string {
  const rows = lines.map(
    (line) =>
      `• ${formatQuantity(line.quantity)} × ${lineName(line)}: ${formatMoney(line.unit_price, currency)} cada, ` +
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
