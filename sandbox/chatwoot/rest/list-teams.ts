import { teamJson } from '../json/conversation-json.ts';
import type { Route } from './route.ts';

export const listTeams: Route = {
  method: 'get',
  path: '/teams',
  bots: 'never',
  answer: ({ world }) => world.teams.map((team) => teamJson(world, team)),
};
