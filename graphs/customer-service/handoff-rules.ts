import type { BusinessProfile, Specialist } from '#config/business-schema.ts';
import type { ConversationContext, HandoffCause } from '../shared/conversation-state.ts';
import type { NodeRuntime } from '../shared/crew-tools.ts';
import type { GraphDependencies } from '../shared/dependencies.ts';
import { isVerified } from '../shared/known-customer.ts';
import { lastCustomerText } from '../shared/messages.ts';
import { reachedCeiling } from '../shared/spending/ceilings.ts';
import type { CustomerServiceState } from './state.ts';

/** Which crew answers what; greetings and the like need none. */
const specialistOf: Partial<Record<NonNullable<CustomerServiceState['intent']>, Specialist>> = {
  product: 'product-search',
  order: 'order-creation',
  appointment: 'scheduling',
  support: 'support',
};

/** Why a person takes over before any model is asked: words of the profile, or a spend ceiling. */
export async function causeBefore(
  { business, spending }: Pick<GraphDependencies, 'business' | 'spending'>,
  { messages }: Pick<CustomerServiceState, 'messages'>,
  runtime: NodeRuntime,
): Promise<HandoffCause | null> {
  if (holdsOneOf(business.handoff.words, lastCustomerText(messages))) return 'words';
  if (spending && reachedCeiling(await spending.spent(runtime), business.spend)) return 'spend_ceiling';
  return null;
}

/** What is written into Odoo for a customer, whom the channel must vouch for. */
const needsVerified: readonly CustomerServiceState['intent'][] = ['order', 'appointment'];

/** Why a person takes over what the customer is after; null where a crew answers. */
export function causeOf(
  { intent, sentiment }: Pick<CustomerServiceState, 'intent' | 'sentiment'>,
  { handoff, crews }: Pick<BusinessProfile, 'handoff' | 'crews'>,
  contact: ConversationContext['contact'],
): HandoffCause | null {
  if (intent === 'human') return 'asked';
  if (handoff.sentiments.includes(sentiment)) return 'sentiment';
  const specialist = intent ? specialistOf[intent] : undefined;
  if (specialist && !crews.includes(specialist)) return 'crew_off';
  return needsVerified.includes(intent) && !isVerified(contact) ? 'not_verified' : null;
}

/** Whether this turn is one too many that ends without what the customer asked for. */
export function hasFailedTooOften(
  { failures, unanswered }: Pick<CustomerServiceState, 'failures' | 'unanswered'>,
  { handoff }: Pick<BusinessProfile, 'handoff'>,
): boolean {
  return unanswered && failures + 1 >= handoff.failures;
}

/** Whole words, whatever their accents and capitals. */
function holdsOneOf(words: readonly string[], text: string): boolean {
  const said = ` ${plain(text)} `;
  return words.some((word) => said.includes(` ${plain(word)} `));
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();
}
