import { notFound, type Route, requireAdministrator } from './route.ts';

/** Gives the inbox a bot, or with null takes it away. */
export const attachAgentBot: Route = {
  method: 'post',
  path: '/inboxes/:inbox/set_agent_bot',
  bots: 'never',
  answer(request) {
    requireAdministrator(request);
    const { world, params, body } = request;
    const bot = world.bots.find(({ id }) => id === body.agent_bot);
    const isUnknown = body.agent_bot != null && !bot;
    if (Number(params.inbox) !== world.inbox.id || isUnknown) throw notFound();
    world.inbox.botId = bot?.id ?? null;
    return undefined;
  },
};
