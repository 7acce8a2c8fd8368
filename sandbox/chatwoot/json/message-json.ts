import type { Conversation, Message, World } from '../world.ts';
import { attachmentsJson } from './attachment-json.ts';
import { embeddedSenderJson } from './sender-json.ts';
import { seconds } from './times.ts';

const typeNumbers = { incoming: 0, outgoing: 1, activity: 2, template: 3 } as const;
const senderTypes = { contact: 'Contact', user: 'User', agent_bot: 'AgentBot' } as const;

/** A message as the REST API lists it: the type is a number. */
export function messageJson(world: World, conversation: Conversation, message: Message) {
  return {
    id: message.id,
    content: message.content,
    inbox_id: world.inbox.id,
    conversation_id: conversation.id,
    message_type: typeNumbers[message.type],
    content_type: message.contentType,
    status: 'sent',
    content_attributes: message.contentAttributes,
    created_at: seconds(message.createdAt),
    private: message.private,
    source_id: message.sourceId,
    ...(message.sender ? { sender: embeddedSenderJson(world, message.sender) } : {}),
    ...attachmentsJson(world, message),
  };
}

/** A message inside a conversation, in REST answers and events alike. */
export function embeddedMessageJson(world: World, conversation: Conversation, message: Message) {
  return {
    ...messageJson(world, conversation, message),
    account_id: world.account.id,
    updated_at: message.createdAt.toISOString(),
    sender_type: message.sender ? senderTypes[message.sender.kind] : null,
    sender_id: message.sender?.id ?? null,
    external_source_ids: {},
    additional_attributes: {},
    processed_message_content: message.content,
    sentiment: {},
    conversation: {
      assignee_id: conversation.assignee?.id ?? null,
      unread_count: unreadCount(conversation),
      last_activity_at: seconds(conversation.lastActivityAt),
      contact_inbox: { source_id: conversation.contact.phone.slice(1) },
    },
  };
}

/** Incoming messages since somebody last answered. */
export function unreadCount(conversation: Conversation): number {
  const answered = conversation.messages.findLastIndex(
    ({ type, private: hidden }) => type === 'outgoing' && !hidden,
  );
  return conversation.messages.slice(answered + 1).filter(({ type }) => type === 'incoming').length;
}
