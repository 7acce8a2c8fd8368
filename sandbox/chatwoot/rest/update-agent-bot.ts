import { agentBotJson } from '../json/agent-bot-json.ts';
import type { AgentBot } from '../world.ts';
import { notFound, type Route, requireAdministrator } from './route.ts';

export const updateAgentBot: Route = {
  method: 'patch',
  path: '/agent_bots/:bot',
  bots: 'never',
  answer(request) {
    requireAdministrator(request);
    const { world, profile, params, body } = request;
    const bot = world.bots.find(({ id }) => id === Number(params.bot));
    if (!bot) throw notFound();
    changeBot(bot, body);
    return agentBotJson(world, bot, profile.version);
  },
};

/** Takes over what was sent of the fields that may be changed. */
export function changeBot(bot: AgentBot, { name, description, outgoing_url }: Record<string, unknown>): void {
  if (typeof name === 'string') bot.name = name;
  if (typeof description === 'string') bot.description = description;
  if (typeof outgoing_url === 'string') bot.outgoingUrl = outgoing_url || undefined;
}
