import { END } from '@langchain/langgraph';
import type { SchedulingState } from './state.ts';

type Understood = Pick<SchedulingState, 'request' | 'chosen' | 'appointment'>;

/** What is to be moved or cancelled must be known first. */
export function afterUnderstanding(state: Understood) {
  return state.request?.action !== 'book' && !state.appointment ? 'locate' : toConfirm(state);
}

/** Of none there is nothing more to say, of several the customer says which. */
export const afterLocating = (state: Understood) => (state.appointment ? toConfirm(state) : END);

function toConfirm({ request, chosen }: Understood) {
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
