import { AIMessage } from '@langchain/core/messages';
import { lastCustomerText } from '../../shared/ask-model.ts';
import { formatMoney } from '../../shared/money.ts';
import { stateName } from '../../shared/order-words.ts';
import type { CustomerServiceState } from '../state.ts';

const reply = 'Certo! Vou passar você para um atendente, que continua a conversa por aqui.';
const quotedMessages = 6;

/** Decides that a person takes over, with what that person should know. The channel carries it out. */
export function handOff(state: CustomerServiceState) {
  return {
    reply,
    handoff: { reason: 'O cliente pediu um atendente.', summary: summaryOf(state) },
    messages: [new AIMessage(reply)],
  };
}

function summaryOf({ customer, order, messages }: CustomerServiceState): string {
  const talk = messages
    .slice(-quotedMessages)
    .map((message) => `${message.getType() === 'human' ? 'Cliente' : 'Robô'}: ${message.text}`);
  return [
    `Cliente: ${customer?.name ?? 'não identificado no Odoo'}`,
    `Pedido: ${order ? `${order.name}, ${stateName(order)}, ${formatMoney(order.amount_total, order.currency)}` : 'nenhum nesta conversa'}`,
    `Última mensagem: ${lastCustomerText(messages)}`,
    'Fim da conversa:',
    ...talk,
  ].join('\n');
}
