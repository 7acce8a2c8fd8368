import { conversationContext } from '../../shared/conversation-state.ts';
import type { NodeRuntime } from '../../shared/crew-tools.ts';
import { remember as keep, withMore } from '../../shared/memory.ts';
import { formatMoney } from '../../shared/money.ts';
import type { CustomerServiceState } from '../state.ts';

/** Whether a turn leaves anything to later ones: most do not, and need no step for it. */
export function leavesSomething(state: CustomerServiceState): boolean {
  return Boolean(state.preference || newOrder(state)) || failuresAfter(state) !== state.failures;
}

/** Ends a turn: what will still matter in a later conversation is kept for this contact. */
export async function remember(state: CustomerServiceState, runtime: NodeRuntime) {
  const { memory, preference } = state;
  const order = newOrder(state);
  const failures = failuresAfter(state);
  if (!preference && !order) return { failures };
  const more = withMore(memory, {
    ...(preference ? { preferences: [preference] } : {}),
    ...(order
      ? {
          orders: [
            {
              name: order.name,
              total: formatMoney(order.amount_total, order.currency),
              date: new Date().toISOString().slice(0, 10),
            },
          ],
        }
      : {}),
  });
  await keep(runtime.store, conversationContext.parse(runtime.context ?? {}), more);
  return { memory: more, preference: null, failures };
}

/** An order that was confirmed and is not remembered yet. */
function newOrder({ order, memory }: CustomerServiceState) {
  const isNew = order?.state === 'sale' && !memory.orders.some(({ name }) => name === order.name);
  return isNew ? order : undefined;
}

function failuresAfter({ unanswered, handoff, failures }: CustomerServiceState): number {
  return unanswered && !handoff ? failures + 1 : 0;
}
