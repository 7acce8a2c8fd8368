import { teamJson } from '../json/conversation-json.ts';
import { agentJson } from '../json/sender-json.ts';
import { updateConversation } from '../rules/update-conversation.ts';
import { conversationOf, type Route } from './route.ts';

/** Assigns an agent or else a team; a number that does not exist takes the assignment away, with 200 and null. */
export const assignConversation: Route = {
  method: 'post',
  path: '/conversations/:conversation/assignments',
  bots: 'always',
  answer(request) {
    const { world, body } = request;
    const conversation = conversationOf(request);
    if ('assignee_id' in body) {
      const agent = world.agents.find(({ id }) => id === Number(body.assignee_id)) ?? null;
      updateConversation(world, conversation, { assignee: agent });
      return agent && agentJson(world, agent);
    }
    if (!('team_id' in body)) return null;
    const team = world.teams.find(({ id }) => id === Number(body.team_id)) ?? null;
    updateConversation(world, conversation, { team });
    return team && teamJson(world, team);
  },
};
