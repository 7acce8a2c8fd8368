import { z } from 'zod';
import { conversationAnswer } from '../http/answers.ts';
import type { Connection } from '../http/connection.ts';
import type { Chatwoot } from '../port.ts';

const answer = z.object({ payload: z.array(conversationAnswer) }).transform(({ payload }) => payload);

export const listContactConversations =
  (connection: Connection): Chatwoot['listContactConversations'] =>
  (contactId, { signal } = {}) =>
    connection.request(
      {
        operation: 'list_contact_conversations',
        subject: `contact ${contactId}`,
        method: 'GET',
        path: `/contacts/${contactId}/conversations`,
        access: 'users',
        effect: 'read',
        signal,
      },
      answer,
    );
