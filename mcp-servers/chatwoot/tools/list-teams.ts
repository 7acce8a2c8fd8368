import { z } from 'zod';
import { firstWithin } from '../../kit/token-budget.ts';
import { defineChatwootTool, readsChatwoot } from '../define-chatwoot-tool.ts';
import { untrustedText } from '../untrusted-text.ts';

export const listTeams = defineChatwootTool({
  name: 'list_teams',
  title: 'List the teams',
  description:
    'Lists the teams of the account with their numbers. Use it before hand_off or assign_conversation, to choose who should take a conversation.',
  scope: 'chatwoot:read',
  annotations: readsChatwoot,
  ttlSeconds: 60,
  input: z.object({}),
  output: z.object({
    teams: z.array(z.object({ id: z.int(), name: z.string() })),
    has_more: z.boolean().describe('Whether there are more than fit into an answer.'),
  }),
  async handle(_input, { services, signal }) {
    const all = await services.chatwoot.listTeams({ signal });
    const teams = firstWithin(
      all.map(({ id, name }) => ({ id, name: untrustedText(name, 100) })),
      services.answerTokens,
    );
    return { teams, has_more: teams.length < all.length };
  },
});
