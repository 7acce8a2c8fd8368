import { conversationOf, type Route } from './route.ts';

export const listLabels: Route = {
  method: 'get',
  path: '/conversations/:conversation/labels',
  bots: '4.15',
  answer: (request) => ({ payload: conversationOf(request).labels }),
};
