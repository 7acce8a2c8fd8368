import { conversationJson } from '../json/conversation-json.ts';
import { conversationOf, type Route } from './route.ts';

export const showConversation: Route = {
  method: 'get',
  path: '/conversations/:conversation',
  bots: '4.15',
  answer: (request) => conversationJson(request.world, conversationOf(request)),
};
