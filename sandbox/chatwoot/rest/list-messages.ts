import { contactJson } from '../json/contact-json.ts';
import { messageJson } from '../json/message-json.ts';
import { agentJson } from '../json/sender-json.ts';
import type { Message } from '../world.ts';
import { conversationOf, type Route } from './route.ts';

/** Oldest first: the newest 20, the 20 before a message, or up to 100 after one. */
export const listMessages: Route = {
  method: 'get',
  path: '/conversations/:conversation/messages',
  bots: 'never',
  answer(request) {
    const { world, query } = request;
    const conversation = conversationOf(request);
    const { labels, contact, assignee, messages } = conversation;
    return {
      meta: {
        labels,
        additional_attributes: {},
        contact: contactJson(contact),
        ...(assignee ? { assignee: agentJson(world, assignee) } : {}),
        agent_last_seen_at: null,
        assignee_last_seen_at: null,
      },
      payload: selected(messages, query).map((message) => messageJson(world, conversation, message)),
    };
  },
};

function selected(messages: Message[], query: Record<string, string>): Message[] {
  const before = Number(query.before) || undefined;
  const after = Number(query.after) || undefined;
  if (before && after) return messages.filter(({ id }) => id >= after && id < before).slice(0, 1_000);
  if (before) return messages.filter(({ id }) => id < before).slice(-20);
  if (after) return messages.filter(({ id }) => id > after).slice(0, 100);
  return messages.slice(-20);
}
