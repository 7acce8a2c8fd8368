import { agentBotJson } from '../json/agent-bot-json.ts';
import { attachedBot } from '../world.ts';
import { notFound, type Route, requireAdministrator } from './route.ts';

export const showInboxBot: Route = {
  method: 'get',
  path: '/inboxes/:inbox/agent_bot',
  bots: 'never',
  answer(request) {
    requireAdministrator(request);
    const { world, profile, params } = request;
    if (Number(params.inbox) !== world.inbox.id) throw notFound();
    const bot = attachedBot(world);
    return { agent_bot: bot ? agentBotJson(world, bot, profile.version) : {} };
  },
};
