import { END } from '@langchain/langgraph';
import type { BusinessProfile } from '#config/business-schema.ts';
import { hasFailedTooOften } from './handoff-rules.ts';
import { isLong } from './nodes/condense.ts';
import { leavesSomething } from './nodes/remember.ts';
import type { CustomerServiceState } from './state.ts';

/** Of these a crew answers only when it is known which customer writes. */
const needsCustomer: readonly CustomerServiceState['intent'][] = ['order', 'appointment', 'support'];

/** Who answers what the customer is after. */
export function afterTriage(state: CustomerServiceState) {
  const isUnclear = state.candidates.length > 0 && needsCustomer.includes(state.intent);
  return isUnclear && !state.handoffCause ? 'ask_who' : specialistFor(state);
}

export function specialistFor({ intent, handoffCause }: CustomerServiceState) {
  if (handoffCause) return 'hand_off';
  switch (intent) {
    case 'product':
      return 'product_search';
    case 'order':
      return 'order_creation';
    case 'appointment':
      return 'scheduling';
    case 'support':
      return 'support';
    case 'human':
      return 'hand_off';
    default:
      return 'converse';
  }
}

/**
 * After a specialist: a customer who answered its question with another subject is triaged anew; whom it could not
 * help, a person does.
 */
export function afterSpecialist(business: BusinessProfile) {
  return (state: CustomerServiceState) => {
    if (state.detour) return 'triage';
    const isForPerson = state.handoffCause !== null || hasFailedTooOften(state, business);
    return isForPerson ? 'hand_off' : atEnd(state);
  };
}

/** What lasts is remembered, a long thread is shortened; what is rare must not cost every turn a step. */
export function atEnd(state: CustomerServiceState) {
  return leavesSomething(state) ? 'remember' : afterRemembering(state);
}

export const afterRemembering = (state: CustomerServiceState) => (isLong(state) ? 'condense' : END);
