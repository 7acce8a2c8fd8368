import { inboxJson } from '../json/inbox-json.ts';
import type { Route } from './route.ts';

export const listInboxes: Route = {
  method: 'get',
  path: '/inboxes',
  bots: 'never',
  answer: ({ world }) => ({ payload: [inboxJson(world)] }),
};
