import { tell } from '../world.ts';
import { conversationOf, type Route } from './route.ts';

export const toggleTypingStatus: Route = {
  method: 'post',
  path: '/conversations/:conversation/toggle_typing_status',
  bots: '4.12',
  answer(request) {
    const { world, body, caller } = request;
    const conversation = conversationOf(request);
    const isPrivate = body.is_private === true || body.is_private === 'true';
    if (!isPrivate) {
      conversation.typing = body.typing_status === 'on' ? caller : null;
      tell(world, { name: 'typing_changed', conversation });
    }
    return undefined;
  },
};
