import { z } from 'zod';
import { contactDetailsAnswer } from '../http/answers.ts';
import type { Connection } from '../http/connection.ts';
import type { Chatwoot } from '../port.ts';

const answer = z.object({ payload: contactDetailsAnswer }).transform(({ payload }) => payload);

export const getContact =
  (connection: Connection): Chatwoot['getContact'] =>
  (contactId, { signal } = {}) =>
    connection.request(
      {
        operation: 'get_contact',
        subject: `contact ${contactId}`,
        method: 'GET',
        path: `/contacts/${contactId}`,
        access: 'users',
        effect: 'read',
        signal,
      },
      answer,
    );
