import { END } from '@langchain/langgraph';
import type { OrderCreationState } from './state.ts';

/** Whether there is a quotation that still waits for the customer's yes. */
export function isPending({ order }: Pick<OrderCreationState, 'order'>): boolean {
  return order !== null && (order.state === 'draft' || order.state === 'sent');
}

/** A customer who comes back to an order is answered about it, an open or a confirmed one. */
export const fromStart = ({ order }: OrderCreationState) =>
  order !== null && order.state !== 'cancel' ? 'decide' : 'gather';

export const afterGather = ({ wanted }: OrderCreationState) => (wanted.length > 0 ? 'resolve' : END);

/** Every wanted thing was found, or the customer was asked about the one that was not. */
export const afterResolve = ({ lines, wanted }: OrderCreationState) =>
  lines.length > 0 && lines.length === wanted.length ? 'quote' : END;

export function afterDecision({ order, decision, detour, approval }: OrderCreationState) {
  if (detour) return END;
  if (decision === 'cancel') return 'cancel';
  // Of an order that is confirmed nothing is decided any more: what else is wanted is another one.
  if (decision === 'change' || !isPending({ order })) return 'gather';
  // Whatever else a customer says while a person is to decide, that person still is.
  if (approval === 'needed' || approval === 'waiting') return 'approve';
  return decision === 'confirm' ? 'place' : 'gather';
}

/** An order that was edited is quoted and put to the customer anew. */
export function afterApproval({ approval }: OrderCreationState) {
  if (approval === 'approved') return 'place';
  if (approval === 'edited') return 'quote';
  return approval === 'rejected' ? 'refuse' : 'decide';
}

/** An order whose total changed meanwhile is put to the customer once more. */
export const afterPlace = (state: OrderCreationState) => (isPending(state) ? 'confirm' : END);
