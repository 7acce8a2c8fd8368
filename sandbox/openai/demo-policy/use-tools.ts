import type { ChatAnswer, ChatRequest } from '../policy.ts';
import { describeInvoices, describeOrders } from './describe-orders.ts';
import { customerText, plain } from './words.ts';

const aboutInvoices = /\b(nota fiscal|fatura|faturas|boleto|paguei|pagamento do pedido)\b/;
const aboutOrders = /\b(pedidos?|cade|rastre\w*|status|andamento|compra)\b/;
const sorry = 'Não encontrei essa informação. Posso chamar um atendente, se você quiser.';
const registered = 'Registrei o seu pedido, e a nossa equipe responde por aqui.';
const wishes: readonly [wish: string, words: RegExp][] = [
  ['return', /\b(devolver|devolucao)\b/],
  ['exchange', /\btrocar (meu|minha|o|a|esse|essa)\b/],
  ['repair', /\bconsert\w*\b/],
];

/** An agent's step: first the tool that fits the question, then the answer from what it returned. */
export function useTools(request: ChatRequest): ChatAnswer {
  const text = customerText(request);
  const words = plain(text);
  const has = (name: string) => request.tools.some((tool) => tool.name === name);
  const call = (name: string, args: object) => ({ toolCalls: [{ name, arguments: args }] });
  // A wish without a reason is answered by the rule, for which the customer then gives one.
  const wish = /\bporque\b|\bdefeito\b/.test(words)
    ? wishes.find(([, form]) => form.test(words))?.[0]
    : undefined;

  const last = request.messages.at(-1);
  if (last?.role === 'tool') {
    const content = withoutFrame(last.content);
    if (content.startsWith('"Registered')) return { content: registered };
    if (!wish || !has('request_return')) return { content: answerFrom(content) };
    const [order] = parse(content)?.orders ?? [];
    return call('request_return', { order_id: order?.order_id ?? null, wish, reason: text.slice(0, 500) });
  }
  if (aboutInvoices.test(words) && has('odoo_get_invoice_status')) {
    return call('odoo_get_invoice_status', { limit: 3 });
  }
  if ((wish || aboutOrders.test(words)) && has('odoo_list_customer_orders')) {
    return call('odoo_list_customer_orders', { limit: 3 });
  }
  if (has('qdrant_search_knowledge')) return call('qdrant_search_knowledge', { query: text, limit: 2 });
  return { content: sorry };
}

/** What the crews put around the results of tools. */
function withoutFrame(content: string): string {
  return /^<tool_result>\n([\s\S]*)\n<\/tool_result>$/.exec(content)?.[1] ?? content;
}

function answerFrom(content: string): string {
  const data = parse(content);
  if (data?.orders) return describeOrders(data.orders);
  if (data?.invoices) return describeInvoices(data.invoices);
  const [article] = data?.results ?? [];
  return article?.text ? String(article.text).trim() : sorry;
}

/** A tool that failed answers in words, not in JSON. */
function parse(content: string): Record<string, Record<string, unknown>[] | undefined> | undefined {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
