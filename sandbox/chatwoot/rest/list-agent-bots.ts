import { agentBotJson } from '../json/agent-bot-json.ts';
import { type Route, requireAdministrator } from './route.ts';

export const listAgentBots: Route = {
  method: 'get',
  path: '/agent_bots',
  bots: 'never',
  answer(request) {
    requireAdministrator(request);
    const { world, profile } = request;
    return world.bots.map((bot) => agentBotJson(world, bot, profile.version));
  },
};
