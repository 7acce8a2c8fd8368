import { AccessError } from '#errors/errors.ts';
import type { Principal } from '#identity/principal.ts';

/**
 * Keeps a caller who acts for one customer, or in one conversation, from what shows other customers.
 *
 * @throws AccessError for such a caller.
 */
export function refuseOverview({ customer, conversation }: Principal): void {
  if (!customer && !conversation) return;
  throw new AccessError('A caller that acts for one customer may not look at others.', {
    code: 'other_customers',
    fix: 'Use the tools that concern this customer and this conversation.',
  });
}
