import { END } from '@langchain/langgraph';
import type { SchedulingState } from './state.ts';

export function afterUnderstanding({ request, chosen, handoffCause }: SchedulingState) {
  if (handoffCause) return END;
  return request?.action === 'cancel' || chosen ? 'confirm' : 'find';
}

/** A time that the customer has named and that is free is confirmed at once; else the free ones are offered. */
export const afterSearch = ({ chosen }: SchedulingState) => (chosen ? 'confirm' : END);

export function afterDecision({ decision, request }: SchedulingState) {
  switch (decision) {
    case 'confirm':
      return request?.action === 'cancel' ? 'cancel' : 'book';
    case 'change':
      return 'understand';
    case 'decline':
      return 'keep';
    default:
      return END;
  }
}

/** A time that was taken meanwhile: others are offered. */
export const afterBooking = ({ chosen }: SchedulingState) => (chosen ? END : 'find');
