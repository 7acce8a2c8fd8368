import { z } from 'zod';
import { NotFoundError } from '#errors/errors.ts';
import type { Connection } from '../http/connection.ts';
import type { Chatwoot } from '../port.ts';

const answer = z.object({ id: z.int().positive(), name: z.string() }).nullable();

export const assignAgent =
  (connection: Connection): Chatwoot['assignAgent'] =>
  async (conversationId, agentId, { signal } = {}) => {
    const agent = await connection.request(
      {
        operation: 'assign_agent',
        subject: `conversation ${conversationId}`,
        method: 'POST',
        path: `/conversations/${conversationId}/assignments`,
        body: { assignee_id: agentId },
        access: 'bots',
        effect: 'repeatable',
        signal,
      },
      answer,
    );
    // Chatwoot takes a number that it does not know for "nobody" and calls that a success.
    if (agent || agentId === null) return agent;
    throw new NotFoundError(`Chatwoot has no agent ${agentId}; the conversation is now with nobody.`, {
      code: 'agent_not_found',
      fix: 'Use the number of an agent of this account.',
    });
  };
