import { conversationOf, type Route } from './route.ts';

export const listLabels: Route = {
  method: 'get',
  path: '/conversations/:conversation/labels',
  bots: 'later',
  answer: (request) => ({ payload: conversationOf(request).labels }),
};
