import { END } from '@langchain/langgraph';
import type { OrderCreationState } from './state.ts';

/** Whether there is a quotation that still waits for the customer's yes. */
export function isPending({ order }: Pick<OrderCreationState, 'order'>): boolean {
  return order !== null && (order.state === 'draft' || order.state === 'sent');
}

/** A customer who comes back to an open quotation is answered about it. */
export const fromStart = (state: OrderCreationState) => (isPending(state) ? 'decide' : 'gather');

export const afterGather = ({ wanted }: OrderCreationState) => (wanted.length > 0 ? 'resolve' : END);

/** Every wanted thing was found, or the customer was asked about the one that was not. */
export const afterResolve = ({ lines, wanted }: OrderCreationState) =>
  lines.length > 0 && lines.length === wanted.length ? 'quote' : END;

export function afterDecision({ decision, detour }: OrderCreationState) {
  if (detour) return END;
  if (decision === 'confirm') return 'place';
  return decision === 'cancel' ? 'cancel' : 'gather';
}

/** An order whose total changed meanwhile is put to the customer once more. */
export const afterPlace = (state: OrderCreationState) => (isPending(state) ? 'confirm' : END);
