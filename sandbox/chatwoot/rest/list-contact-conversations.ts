import { conversationJson } from '../json/conversation-json.ts';
import { contactOf, type Route } from './route.ts';

/** The newest 20 conversations of one contact. */
export const listContactConversations: Route = {
  method: 'get',
  path: '/contacts/:contact/conversations',
  bots: 'never',
  answer(request) {
    const { world } = request;
    const contact = contactOf(request);
    const found = [...world.conversations.values()].filter(
      (conversation) => conversation.contact === contact,
    );
    return {
      payload: found
        .slice(-20)
        .reverse()
        .map((conversation) => conversationJson(world, conversation)),
    };
  },
};
