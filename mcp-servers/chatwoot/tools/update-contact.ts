import { z } from 'zod';
import { AccessError, InputError } from '#errors/errors.ts';
import type { Principal } from '#identity/principal.ts';
import { attributesInput } from '../attributes-input.ts';
import { contactDetailsSchema, presentContactDetails } from '../contact-schema.ts';
import { changesChatwoot, contactId, defineChatwootTool } from '../define-chatwoot-tool.ts';
import { refuseOverview } from '../own-customer.ts';

export const updateContact = defineChatwootTool({
  name: 'update_contact',
  title: 'Change a contact',
  description:
    'Changes the name, phone number, e-mail address or custom attributes of a contact; what is left out stays, and custom attributes are added to those that are there. Returns the contact as it is then. A caller that acts for the customer cannot change number or address: by them the customer is known.',
  scope: 'chatwoot:write',
  annotations: changesChatwoot,
  bound: { contact_id: 'customer.contact' },
  input: z.object({
    contact_id: contactId,
    name: z.string().trim().min(1).max(200).optional().describe('The new name.'),
    phone: z
      .string()
      .regex(/^\+[1-9]\d{7,14}$/, 'must be in the form +5511999990001')
      .optional()
      .describe('The new phone number, as +5511999990001.'),
    email: z.email().max(200).optional().describe('The new e-mail address.'),
    custom_attributes: attributesInput
      .optional()
      .describe('Attributes to set; those that are not named stay.'),
  }),
  output: contactDetailsSchema,
  async handle({ contact_id, custom_attributes, ...fields }, { services, principal, signal }) {
    if (!principal.customer) refuseOverview(principal);
    refuseNewIdentity(principal, fields);
    const changes = {
      ...fields,
      ...(custom_attributes === undefined ? {} : { customAttributes: custom_attributes }),
    };
    if (Object.keys(changes).length === 0) throw new InputError('There is nothing to change.');
    return presentContactDetails(await services.chatwoot.updateContact(contact_id, changes, { signal }));
  },
});

/** Text of a customer must not turn the contact into somebody else. */
function refuseNewIdentity({ customer }: Principal, changes: { phone?: unknown; email?: unknown }): void {
  if (!customer || (changes.phone === undefined && changes.email === undefined)) return;
  throw new AccessError(
    'The number and the address by which a customer is known are changed by people only.',
    {
      code: 'identity_change',
      fix: 'Leave the operators a note with what the customer said (send_private_note).',
    },
  );
}
