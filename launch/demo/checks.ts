import type { OrderRead } from './odoo-reader.ts';
import { type DemoProduct, orderedQuantity, type ScriptedMessage } from './script.ts';

/** One thing that the demo must have shown. */
export interface Check {
  name: string;
  ok: boolean;
  /** What was found where it is not ok. */
  found?: string;
}

const check = (name: string, ok: boolean, found: unknown): Check =>
  ok ? { name, ok } : { name, ok, found: String(JSON.stringify(found) ?? found).slice(0, 300) };

/** What the customer saw, and how the conversation was left. */
export function checkConversation(seen: {
  messages: ScriptedMessage[];
  replies: string[][];
  status: string | undefined;
  notes: number;
}): Check[] {
  const { messages, replies, status, notes } = seen;
  return [
    check(
      'every message has exactly one reply',
      replies.length === messages.length && replies.every((answers) => answers.length === 1),
      replies.map((answers) => answers.length),
    ),
    ...messages.map(({ shows, expected }, index) => {
      const answer = replies[index]?.[0] ?? '';
      return check(shows, expected.test(answer), answer);
    }),
    check('the conversation is open for a human', status === 'open', status),
    check('a private note tells the human what happened', notes === 1, notes),
  ];
}

/** What Odoo has, against what the customer was told. */
export function checkOrder(seen: {
  orders: OrderRead[];
  product: DemoProduct;
  replies: string[][];
}): Check[] {
  const { orders, product, replies } = seen;
  const [order] = orders;
  const [line] = order?.lines ?? [];
  const lineTotal = (order?.lines ?? []).reduce((sum, { subtotal, tax }) => sum + subtotal + tax, 0);
  const told = replies.flat().join('\n');
  return [
    check(
      'one order was made in Odoo',
      orders.length === 1,
      orders.map(({ name }) => name),
    ),
    check('the order is confirmed in Odoo', order?.state === 'sale', order?.state),
    check(
      'it has the right line',
      order?.lines.length === 1 && line?.productId === product.id && line.quantity === orderedQuantity,
      order?.lines,
    ),
    check(
      'its total is the sum of its lines',
      order !== undefined && order.total > 0 && Math.abs(order.total - lineTotal) < 0.01,
      [order?.total, lineTotal],
    ),
    check(
      'the customer was told its number and its total',
      order !== undefined && told.includes(order.name) && told.includes(amountText(order.total)),
      order && [order.name, amountText(order.total)],
    ),
  ];
}

/** An amount without its currency, as a Brazilian reads it: `1.234,50`. */
function amountText(amount: number): string {
  return new Intl.NumberFormat('pt-BR', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(
    amount,
  );
}
