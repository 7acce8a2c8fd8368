import { z } from 'zod';
import type { Connection } from '../http/connection.ts';
import type { Chatwoot } from '../port.ts';
import { getConversation } from './get-conversation.ts';

const answer = z
  .object({ custom_attributes: z.record(z.string(), z.unknown()) })
  .transform(({ custom_attributes }) => custom_attributes);

/** Chatwoot only replaces all attributes of a conversation, so they are read, merged and written. */
export const setCustomAttributes =
  (connection: Connection): Chatwoot['setCustomAttributes'] =>
  async (conversationId, changes, options = {}) => {
    const { customAttributes } = await getConversation(connection)(conversationId, options);
    const merged = Object.fromEntries(
      Object.entries({ ...customAttributes, ...changes }).filter(([, value]) => value !== null),
    );
    return connection.request(
      {
        operation: 'set_custom_attributes',
        subject: `conversation ${conversationId}`,
        method: 'POST',
        path: `/conversations/${conversationId}/custom_attributes`,
        body: { custom_attributes: merged },
        access: '4.2',
        effect: 'repeatable',
        signal: options.signal,
      },
      answer,
    );
  };
