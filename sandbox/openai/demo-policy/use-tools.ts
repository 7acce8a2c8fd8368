import type { ChatAnswer, ChatRequest } from '../policy.ts';
import { customerText, money, plain } from './words.ts';

const aboutOrders = /\b(pedidos?|cade|rastre\w*|status|andamento|nota fiscal|fatura|compra)\b/;
const sorry = 'Não encontrei essa informação. Posso chamar um atendente, se você quiser.';

/** An agent's step: first the tool that fits the question, then the answer from what it returned. */
export function useTools(request: ChatRequest): ChatAnswer {
  const last = request.messages.at(-1);
  if (last?.role === 'tool') return { content: answerFrom(withoutFrame(last.content)) };
  const text = customerText(request);
  const has = (name: string) => request.tools.some((tool) => tool.name === name);
  if (aboutOrders.test(plain(text)) && has('odoo_list_customer_orders')) {
    return { toolCalls: [{ name: 'odoo_list_customer_orders', arguments: { limit: 3 } }] };
  }
  if (has('qdrant_search_knowledge')) {
    return { toolCalls: [{ name: 'qdrant_search_knowledge', arguments: { query: text, limit: 2 } }] };
  }
  return { content: sorry };
}

/** What the crews put around the results of tools. */
function withoutFrame(content: string): string {
  return /^<tool_result>\n([\s\S]*)\n<\/tool_result>$/.exec(content)?.[1] ?? content;
}

function answerFrom(content: string): string {
  const data = parse(content);
  if (Array.isArray(data?.orders)) return describeOrders(data.orders);
  const [article] = Array.isArray(data?.results) ? data.results : [];
  return article?.text ? String(article.text).trim() : sorry;
}

/** A tool that failed answers in words, not in JSON. */
function parse(content: string): Record<string, Record<string, unknown>[]> | undefined {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

const states: Record<string, string> = {
  draft: 'orçamento em aberto',
  sent: 'orçamento enviado',
  sale: 'confirmado',
  done: 'concluído',
  cancel: 'cancelado',
};

const deliveries: Record<string, string> = {
  pending: 'entrega em preparação',
  started: 'entrega iniciada',
  partial: 'entregue em parte',
  full: 'entregue',
};

function describeOrders(orders: Record<string, unknown>[]): string {
  if (orders.length === 0) return 'Não encontrei pedidos no seu cadastro.';
  const rows = orders.map(({ name, state, amount_total, currency, delivery_status }) => {
    const delivery = deliveries[String(delivery_status)];
    const status = [states[String(state)] ?? state, ...(delivery ? [delivery] : [])].join(', ');
    return `• ${name}: ${status}, ${money(amount_total, currency)}`;
  });
  return ['Seus pedidos mais recentes:', ...rows].join('\n');
}
