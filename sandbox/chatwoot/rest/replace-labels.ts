import { updateConversation } from '../rules/update-conversation.ts';
import { conversationOf, type Route } from './route.ts';

/** The labels given replace all that were there. */
export const replaceLabels: Route = {
  method: 'post',
  path: '/conversations/:conversation/labels',
  bots: '4.15',
  answer(request) {
    const conversation = conversationOf(request);
    const { labels } = request.body;
    const names = Array.isArray(labels) ? labels.map(String) : [];
    updateConversation(request.world, conversation, { labels: [...new Set(names)] });
    return { payload: conversation.labels };
  },
};
