import { z } from 'zod';
import type { Connection } from '../http/connection.ts';
import type { Chatwoot } from '../port.ts';

/** The bot's token is the right one here: an agent who opens a conversation is also assigned to it. */
export const setStatus =
  (connection: Connection): Chatwoot['setStatus'] =>
  async (conversationId, status, { signal } = {}) => {
    const answer = z.object({ payload: z.object({ current_status: z.literal(status) }) });
    await connection.request(
      {
        operation: 'set_status',
        subject: `conversation ${conversationId}`,
        method: 'POST',
        path: `/conversations/${conversationId}/toggle_status`,
        body: { status },
        access: 'bots',
        effect: 'repeatable',
        signal,
      },
      answer,
    );
  };
