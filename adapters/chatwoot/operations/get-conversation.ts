import { conversationAnswer } from '../http/answers.ts';
import type { Connection } from '../http/connection.ts';
import type { Chatwoot } from '../port.ts';

export const getConversation =
  (connection: Connection): Chatwoot['getConversation'] =>
  (conversationId, { signal } = {}) =>
    connection.request(
      {
        operation: 'get_conversation',
        subject: `conversation ${conversationId}`,
        method: 'GET',
        path: `/conversations/${conversationId}`,
        access: '4.15',
        effect: 'read',
        signal,
      },
      conversationAnswer,
    );
