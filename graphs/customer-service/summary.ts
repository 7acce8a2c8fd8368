import { lastCustomerText } from '../shared/messages.ts';
import { formatMoney } from '../shared/money.ts';
import { stateName } from '../shared/order-words.ts';
import type { CustomerServiceState } from './state.ts';

const quotedMessages = 6;
const longestQuote = 500;
const urgencyNames = { low: 'baixa', normal: 'normal', high: 'alta' };

/** What a person who takes over should know; in the language of the company. */
export function summaryOf(state: CustomerServiceState, lead?: number): string {
  const { customer, order, messages, urgency } = state;
  const talk = messages
    .slice(-quotedMessages)
    .map(
      (message) =>
        `${message.getType() === 'human' ? 'Cliente' : 'Robô'}: ${message.text.slice(0, longestQuote)}`,
    );
  return [
    `Cliente: ${customer?.name ?? 'não identificado no Odoo'}`,
    `Pedido: ${order ? `${order.name}, ${stateName(order)}, ${formatMoney(order.amount_total, order.currency)}` : 'nenhum nesta conversa'}`,
    ...(lead ? [`Lead criado no Odoo: ${lead}`] : []),
    `Urgência: ${urgencyNames[urgency]}`,
    `Última mensagem: ${lastCustomerText(messages).slice(0, longestQuote)}`,
    'Fim da conversa:',
    ...talk,
  ].join('\n');
}
