import { z } from 'zod';
import { NotFoundError } from '#errors/errors.ts';
import type { Connection } from '../http/connection.ts';
import type { Chatwoot } from '../port.ts';

const answer = z.object({ id: z.int().positive(), name: z.string() }).nullable();

export const assignTeam =
  (connection: Connection): Chatwoot['assignTeam'] =>
  async (conversationId, teamId, { signal } = {}) => {
    const team = await connection.request(
      {
        operation: 'assign_team',
        subject: `conversation ${conversationId}`,
        method: 'POST',
        path: `/conversations/${conversationId}/assignments`,
        body: { team_id: teamId },
        access: 'bots',
        effect: 'repeatable',
        signal,
      },
      answer,
    );
    // Chatwoot takes a number that it does not know for "no team" and calls that a success.
    if (team || teamId === null) return team;
    throw new NotFoundError(`Chatwoot has no team ${teamId}; the conversation is now without a team.`, {
      code: 'team_not_found',
      fix: 'Use the number of a team of this account.',
    });
  };
