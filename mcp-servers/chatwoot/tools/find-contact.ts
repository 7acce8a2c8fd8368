import { z } from 'zod';
import { firstWithin } from '../../kit/token-budget.ts';
import { contactDetailsSchema, presentContactDetails } from '../contact-schema.ts';
import { defineChatwootTool, readsChatwoot } from '../define-chatwoot-tool.ts';
import { refuseOverview } from '../own-customer.ts';

/** Chatwoot gives 15 at once. */
const pageSize = 15;

export const findContact = defineChatwootTool({
  name: 'find_contact',
  title: 'Find a contact',
  description:
    'Finds contacts by a part of their name, phone number or e-mail address. A phone number may be written in any way, with or without the ninth digit of Brazil. Returns at most 15; when has_more is true, call again with the next page or a narrower query. Next: get_contact, or list_conversations with the contact_id.',
  scope: 'chatwoot:read',
  annotations: readsChatwoot,
  input: z.object({
    query: z.string().trim().min(3).max(200).describe('A part of the name, number or address.'),
    page: z.int().min(1).max(100).default(1).describe('Counts from 1.'),
  }),
  output: z.object({
    contacts: z.array(contactDetailsSchema.omit({ custom_attributes: true })),
    total: z.int().describe('On all pages.'),
    has_more: z.boolean(),
  }),
  async handle({ query, page }, { services, principal, signal }) {
    refuseOverview(principal);
    const { contacts, total } = await services.chatwoot.findContacts(searchText(query), { page }, { signal });
    const shown = contacts.map((contact) => {
      const { custom_attributes: _, ...fields } = presentContactDetails(contact);
      return fields;
    });
    return {
      contacts: firstWithin(shown, services.answerTokens),
      total,
      has_more: page * pageSize < total,
    };
  },
});

/**
 * The last eight digits of what looks like a phone number: those that are the same however it is written.
 */
function searchText(query: string): string {
  const isPhone = /^[\d\s().+-]+$/.test(query);
  const digits = query.replace(/\D/g, '');
  return isPhone && digits.length >= 8 ? digits.slice(-8) : query;
}
