import { z } from 'zod';
import { firstWithin } from '../../kit/token-budget.ts';
import { defineChatwootTool, readsChatwoot } from '../define-chatwoot-tool.ts';
import { untrustedText } from '../untrusted-text.ts';

export const listAgents = defineChatwootTool({
  name: 'list_agents',
  title: 'List the agents',
  description:
    'Lists the people who answer customers, with their numbers and whether they are online. Use it before assign_conversation, to give a conversation to one of them.',
  scope: 'chatwoot:read',
  annotations: readsChatwoot,
  input: z.object({
    online_only: z.boolean().default(false).describe('Only those who are online now.'),
  }),
  output: z.object({
    agents: z.array(z.object({ id: z.int(), name: z.string(), online: z.boolean() })),
    has_more: z.boolean().describe('Whether there are more than fit into an answer.'),
  }),
  async handle({ online_only }, { services, signal }) {
    const all = await services.chatwoot.listAgents({ signal });
    const found = all
      .filter(({ isOnline }) => isOnline || !online_only)
      .map(({ id, name, isOnline }) => ({ id, name: untrustedText(name, 100), online: isOnline }));
    const agents = firstWithin(found, services.answerTokens);
    return { agents, has_more: agents.length < found.length };
  },
});
