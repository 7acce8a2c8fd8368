import { updateConversation } from '../rules/update-conversation.ts';
import { conversationOf, objectOf, type Route } from './route.ts';

/** The attributes given replace all that were there. */
export const replaceCustomAttributes: Route = {
  method: 'post',
  path: '/conversations/:conversation/custom_attributes',
  bots: '4.2',
  answer(request) {
    const conversation = conversationOf(request);
    const customAttributes = objectOf(request.body.custom_attributes);
    updateConversation(request.world, conversation, { customAttributes });
    return { custom_attributes: conversation.customAttributes };
  },
};
