import { z } from 'zod';
import type { Named } from '#adapters/chatwoot/port.ts';
import { InputError, NotFoundError } from '#errors/errors.ts';
import { changesChatwoot, conversationId, defineChatwootTool } from '../define-chatwoot-tool.ts';

export const assignConversation = defineChatwootTool({
  name: 'assign_conversation',
  title: 'Assign a conversation',
  description:
    'Gives a conversation to a team, to an agent, or to both; null takes it away from them. What is left out stays. Once a person is assigned the bot must not write to the customer. To hand a customer over use hand_off instead: it also tells the customer and opens the conversation. Numbers come from list_teams and list_agents.',
  scope: 'chatwoot:write',
  annotations: changesChatwoot,
  bound: { conversation_id: 'conversation.id' },
  input: z.object({
    conversation_id: conversationId,
    team_id: z.int().positive().nullable().optional().describe('The team; null for none.'),
    agent_id: z.int().positive().nullable().optional().describe('The agent; null for nobody.'),
  }),
  output: z.object({
    team: z.string().nullable().describe('Whose it is now.'),
    assignee: z.string().nullable(),
  }),
  async handle({ conversation_id, team_id, agent_id }, { services: { chatwoot }, signal }) {
    if (team_id === undefined && agent_id === undefined)
      throw new InputError('There is nobody to assign: team_id and agent_id are both missing.');
    // Chatwoot takes an unknown number for "nobody", so the numbers are looked up before anything changes.
    if (team_id) requireKnown(team_id, await chatwoot.listTeams({ signal }), 'team');
    if (agent_id) requireKnown(agent_id, await chatwoot.listAgents({ signal }), 'agent');

    if (team_id !== undefined) await chatwoot.assignTeam(conversation_id, team_id, { signal });
    if (agent_id !== undefined) await chatwoot.assignAgent(conversation_id, agent_id, { signal });
    const { team, assignee } = await chatwoot.getConversation(conversation_id, { signal });
    return { team: team?.name ?? null, assignee: assignee?.name ?? null };
  },
});

function requireKnown(id: number, known: readonly Named[], kind: 'team' | 'agent'): void {
  if (known.some((one) => one.id === id)) return;
  const some = known.slice(0, 20).map((one) => `${one.id} (${one.name})`);
  throw new NotFoundError(`There is no ${kind} ${id}; nothing was changed.`, {
    code: `${kind}_not_found`,
    fix: `Use one of these: ${some.join(', ')}.`,
  });
}
