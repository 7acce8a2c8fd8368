import { z } from 'zod';
import type { Contact, ContactDetails, CustomAttributes } from '#adapters/chatwoot/port.ts';
import { untrustedText } from './untrusted-text.ts';

export const contactSchema = z.object({
  id: z.int(),
  name: z.string().nullable().describe('As the customer gave it; not verified.'),
  phone: z.string().nullable(),
  email: z.string().nullable(),
});

export const contactDetailsSchema = contactSchema.extend({
  custom_attributes: z.record(z.string(), z.unknown()),
  last_activity_at: z.string().nullable(),
});

export function presentContact({ id, name, phone, email }: Contact): z.input<typeof contactSchema> {
  return { id, name: name && untrustedText(name, 100), phone, email: email && untrustedText(email, 200) };
}

export function presentContactDetails(contact: ContactDetails): z.input<typeof contactDetailsSchema> {
  return {
    ...presentContact(contact),
    custom_attributes: presentAttributes(contact.customAttributes),
    last_activity_at: contact.lastActivityAt,
  };
}

const mostAttributes = 30;

/** At most 30 attributes, their texts shortened to 300 characters. */
export function presentAttributes(attributes: CustomAttributes): CustomAttributes {
  const shown = Object.entries(attributes).slice(0, mostAttributes);
  return Object.fromEntries(shown.map(([name, value]) => [untrustedText(name, 60), presentValue(value)]));
}

function presentValue(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  return untrustedText(typeof value === 'string' ? value : JSON.stringify(value), 300);
}
