import { z } from 'zod';
import type { Connection } from '../http/connection.ts';
import type { Chatwoot } from '../port.ts';

export const setTyping =
  (connection: Connection): Chatwoot['setTyping'] =>
  async (conversationId, on, { signal } = {}) => {
    await connection.request(
      {
        operation: 'set_typing',
        subject: `conversation ${conversationId}`,
        method: 'POST',
        path: `/conversations/${conversationId}/toggle_typing_status`,
        body: { typing_status: on ? 'on' : 'off', is_private: false },
        access: '4.12',
        effect: 'repeatable',
        signal,
      },
      z.null(),
    );
  };
