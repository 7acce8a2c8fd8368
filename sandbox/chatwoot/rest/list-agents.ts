import { agentJson } from '../json/sender-json.ts';
import type { Route } from './route.ts';

export const listAgents: Route = {
  method: 'get',
  path: '/agents',
  bots: 'never',
  answer: ({ world }) => world.agents.map((agent) => agentJson(world, agent)),
};
