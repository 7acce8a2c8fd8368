import { conversationJson } from '../json/conversation-json.ts';
import { notFound, type Route } from './route.ts';

/** The newest 20 conversations of one contact. */
export const listContactConversations: Route = {
  method: 'get',
  path: '/contacts/:contact/conversations',
  bots: 'never',
  answer({ world, params }) {
    const contact = world.contacts.find(({ id }) => id === Number(params.contact));
    if (!contact) throw notFound();
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
