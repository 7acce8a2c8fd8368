import type { CustomerServiceState } from './state.ts';

/** Who answers what the customer is after. */
export function specialistFor({ intent }: CustomerServiceState) {
  switch (intent) {
    case 'product':
      return 'product_search';
    case 'order':
      return 'order_creation';
    case 'support':
      return 'support';
    case 'human':
      return 'hand_off';
    default:
      return 'converse';
  }
}

/** A customer who answered the quotation with another subject is triaged anew; the quotation stays open. */
export const afterOrder = ({ detour }: CustomerServiceState) => (detour ? 'triage' : 'remember');
