import { InputError } from '#errors/errors.ts';
import { agentBotJson } from '../json/agent-bot-json.ts';
import { newBot, takeId } from '../world.ts';
import { type Route, requireAdministrator } from './route.ts';
import { changeBot } from './update-agent-bot.ts';

export const createAgentBot: Route = {
  method: 'post',
  path: '/agent_bots',
  bots: 'never',
  answer(request) {
    requireAdministrator(request);
    const { world, profile, body } = request;
    if (typeof body.name !== 'string' || body.name === '')
      throw new InputError("Validation failed: Name can't be blank");
    const bot = newBot(takeId(world), body.name);
    changeBot(bot, body);
    world.bots.push(bot);
    return agentBotJson(world, bot, profile.version);
  },
};
