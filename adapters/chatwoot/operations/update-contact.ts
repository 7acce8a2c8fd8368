import { z } from 'zod';
import { contactDetailsAnswer } from '../http/answers.ts';
import type { Connection } from '../http/connection.ts';
import type { Chatwoot } from '../port.ts';

const answer = z.object({ payload: contactDetailsAnswer }).transform(({ payload }) => payload);

/** Unlike those of a conversation, Chatwoot itself merges the custom attributes of a contact. */
export const updateContact =
  (connection: Connection): Chatwoot['updateContact'] =>
  (contactId, { name, email, phone, customAttributes }, { signal } = {}) =>
    connection.request(
      {
        operation: 'update_contact',
        subject: `contact ${contactId}`,
        method: 'PUT',
        path: `/contacts/${contactId}`,
        body: {
          ...(name === undefined ? {} : { name }),
          ...(email === undefined ? {} : { email }),
          ...(phone === undefined ? {} : { phone_number: phone }),
          ...(customAttributes === undefined ? {} : { custom_attributes: customAttributes }),
        },
        access: 'users',
        effect: 'repeatable',
        signal,
      },
      answer,
    );
