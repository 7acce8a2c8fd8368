import { z } from 'zod';
import { messageAnswer } from '../http/answers.ts';
import type { Connection } from '../http/connection.ts';
import type { CallOptions, Chatwoot, Message } from '../port.ts';

/** How many Chatwoot gives at once. */
export const messagePageSize = 20;

const answer = z.object({ payload: z.array(messageAnswer) }).transform(({ payload }) => payload);

export const listMessages =
  (connection: Connection): Chatwoot['listMessages'] =>
  async (conversationId, { limit = messagePageSize, before } = {}, options = {}) => {
    let messages: Message[] = [];
    let hasOlder = true;
    while (hasOlder && messages.length < limit) {
      const page = await messagePage(connection, conversationId, messages[0]?.id ?? before, options);
      messages = [...page, ...messages];
      hasOlder = page.length === messagePageSize;
    }
    return { messages: messages.slice(-limit), hasMore: hasOlder || messages.length > limit };
  };

/** Up to 20 messages, oldest first: the newest, or those before a message. */
export function messagePage(
  connection: Connection,
  conversationId: number,
  before: number | undefined,
  { signal }: CallOptions,
): Promise<Message[]> {
  const query = before === undefined ? '' : `?before=${before}`;
  return connection.request(
    {
      operation: 'list_messages',
      subject: `conversation ${conversationId}`,
      method: 'GET',
      path: `/conversations/${conversationId}/messages${query}`,
      access: 'users',
      effect: 'read',
      signal,
    },
    answer,
  );
}
