import { firstWithin, tokensOf } from '../../kit/token-budget.ts';
import type { Order } from './order-schema.ts';

/** An order with as many of its lines as fit into an answer of `tokens`; it says how many are left out. */
export function fitOrder<Shown extends Order>(order: Shown, tokens: number): Shown {
  const left = tokens - tokensOf({ ...order, lines: [] });
  const lines = firstWithin(order.lines, left);
  const omitted = order.lines.length - lines.length;
  return omitted === 0 ? order : { ...order, lines, lines_omitted: omitted };
}
