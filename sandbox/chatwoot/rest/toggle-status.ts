import { changeStatus } from '../rules/change-status.ts';
import { updateConversation } from '../rules/update-conversation.ts';
import type { Status } from '../world.ts';
import { conversationOf, nameOf, type Route } from './route.ts';

const statuses = ['open', 'pending', 'resolved', 'snoozed'] satisfies Status[];

/** Without a status it opens what is not open, and resolves what is. An agent who opens takes it over. */
export const toggleStatus: Route = {
  method: 'post',
  path: '/conversations/:conversation/toggle_status',
  bots: 'always',
  answer(request) {
    const { world, body, caller } = request;
    const conversation = conversationOf(request);
    const toggled = conversation.status === 'open' ? 'resolved' : 'open';
    const status = statuses.find((known) => known === (body.status ?? toggled));
    // Rails raises for a value that its enumeration does not have, and nothing rescues it.
    if (!status) throw new Error(`'${String(body.status)}' is not a valid status`);
    changeStatus(world, conversation, status, nameOf(request));
    const agent = world.agents.find(({ id }) => caller.kind === 'user' && id === caller.id);
    if (status === 'open' && agent?.role === 'agent')
      updateConversation(world, conversation, { assignee: agent });
    return {
      meta: {},
      payload: {
        success: true,
        conversation_id: conversation.id,
        current_status: conversation.status,
        snoozed_until: conversation.snoozedUntil,
      },
    };
  },
};
