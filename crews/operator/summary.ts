import { type BaseMessage, isBaseMessage } from '@langchain/core/messages';
import type { StateSnapshot } from '@langchain/langgraph';
import { z } from 'zod';
import { questionOf } from '../bot/thread-state.ts';

const lastMessages = 8;
const longestLine = 300;

const knownSchema = z.object({
  messages: z.array(z.custom<BaseMessage>(isBaseMessage)).catch([]),
  customer: z.object({ name: z.string() }).nullable().catch(null),
  order: z
    .object({ name: z.string(), state: z.string(), amount_total: z.number(), currency: z.string() })
    .nullable()
    .catch(null),
});

const stateNames = new Map([
  ['draft', 'orçamento'],
  ['sent', 'orçamento enviado'],
  ['sale', 'confirmado'],
  ['done', 'concluído'],
  ['cancel', 'cancelado'],
]);

/** What the bot knows of a conversation, for an operator who comes to it. */
export function summaryOf(state: StateSnapshot): string {
  const { messages, customer, order } = knownSchema.parse(state.values ?? {});
  if (messages.length === 0) return 'O robô ainda não falou nesta conversa.';
  const question = questionOf(state);
  return [
    `Cliente: ${customer?.name ?? 'não identificado no Odoo'}`,
    `Pedido: ${order ? orderLine(order) : 'nenhum nesta conversa'}`,
    ...(question
      ? [question.approval ? 'Espera: uma aprovação (/bot aprovar)' : 'Espera: a resposta do cliente']
      : []),
    'Fim da conversa:',
    ...messages.slice(-lastMessages).map(spoken),
  ].join('\n');
}

function orderLine(order: { name: string; state: string; amount_total: number; currency: string }): string {
  const { name, state, amount_total, currency } = order;
  const amount = new Intl.NumberFormat('pt-BR', { style: 'currency', currency }).format(amount_total);
  return `${name}, ${stateNames.get(state) ?? state}, ${amount}`;
}

function spoken(message: BaseMessage): string {
  const who = message.getType() === 'human' ? 'Cliente' : 'Robô';
  const text = message.text.replace(/\s+/g, ' ').trim();
  return `${who}: ${text.length > longestLine ? `${text.slice(0, longestLine - 1)}…` : text}`;
}
