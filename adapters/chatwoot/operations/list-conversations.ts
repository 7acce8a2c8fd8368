import { z } from 'zod';
import { conversationAnswer } from '../http/answers.ts';
import type { Connection } from '../http/connection.ts';
import type { Chatwoot, ConversationFilter } from '../port.ts';

/** How many Chatwoot gives at once. */
const pageSize = 25;

const answer = z.object({
  data: z.object({ payload: z.array(conversationAnswer) }),
});

export const listConversations =
  (connection: Connection): Chatwoot['listConversations'] =>
  async (filter = {}, { signal } = {}) => {
    const page = filter.page ?? 1;
    const { data } = await connection.request(
      {
        operation: 'list_conversations',
        subject: 'conversations',
        method: 'GET',
        path: `/conversations?${queryOf(filter, page)}`,
        access: 'users',
        effect: 'read',
        signal,
      },
      answer,
    );
    return { conversations: data.payload, hasMore: data.payload.length === pageSize };
  };

function queryOf({ status, teamId, inboxId, label, unassigned }: ConversationFilter, page: number) {
  return new URLSearchParams({
    status: status ?? 'open',
    page: String(page),
    ...(teamId === undefined ? {} : { team_id: String(teamId) }),
    ...(inboxId === undefined ? {} : { inbox_id: String(inboxId) }),
    ...(label === undefined ? {} : { 'labels[]': label }),
    ...(unassigned ? { assignee_type: 'unassigned' } : {}),
  });
}
