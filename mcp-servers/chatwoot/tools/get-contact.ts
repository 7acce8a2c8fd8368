import { z } from 'zod';
import { contactDetailsSchema, presentContactDetails } from '../contact-schema.ts';
import { contactId, defineChatwootTool, readsChatwoot } from '../define-chatwoot-tool.ts';
import { refuseOverview } from '../own-customer.ts';

export const getContact = defineChatwootTool({
  name: 'get_contact',
  title: 'Show a contact',
  description:
    'Reads a contact: name, phone number, e-mail address and custom attributes. What customers gave is not verified, but for the phone number of a WhatsApp contact. Next: list_conversations with the contact_id, or update_contact.',
  scope: 'chatwoot:read',
  annotations: readsChatwoot,
  bound: { contact_id: 'customer.contact' },
  input: z.object({ contact_id: contactId }),
  output: contactDetailsSchema,
  async handle({ contact_id }, { services, principal, signal }) {
    if (!principal.customer) refuseOverview(principal);
    return presentContactDetails(await services.chatwoot.getContact(contact_id, { signal }));
  },
});
