import { conversationContext } from '../../shared/conversation-state.ts';
import type { NodeRuntime } from '../../shared/crew-tools.ts';
import { remember as keep, withMore } from '../../shared/memory.ts';
import { formatMoney } from '../../shared/money.ts';
import type { CustomerServiceState } from '../state.ts';

/** Ends a turn: what will still matter in a later conversation is kept for this contact. */
export async function remember(state: CustomerServiceState, runtime: NodeRuntime) {
  const { memory, preference, order } = state;
  const isNew = order?.state === 'sale' && !memory.orders.some(({ name }) => name === order.name);
  const failures = state.unanswered && !state.handoff ? state.failures + 1 : 0;
  if (!preference && !isNew) return { failures };
  const more = withMore(memory, {
    ...(preference ? { preferences: [preference] } : {}),
    ...(isNew
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
