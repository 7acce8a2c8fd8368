import { canReply } from '../rules/can-reply.ts';
import type { Conversation, Message, World, WorldEvent } from '../world.ts';
import { attachmentsJson } from './attachment-json.ts';
import { embeddedContactJson } from './contact-json.ts';
import { embeddedMessageJson, unreadCount } from './message-json.ts';
import { embeddedAgentJson, eventSenderJson } from './sender-json.ts';
import { fractionalSeconds, seconds } from './times.ts';

/** What is sent to the bot for an event. */
export function eventJson(world: World, event: Exclude<WorldEvent, { name: 'typing_changed' }>) {
  if ('message' in event)
    return { ...messageEventJson(world, event.conversation, event.message), event: event.name };
  const conversation = eventConversationJson(world, event.conversation);
  return 'changed' in event
    ? { ...conversation, event: event.name, changed_attributes: event.changed }
    : { ...conversation, event: event.name };
}

/** Here, other than in lists of messages, the type is a word and the time an ISO text. */
function messageEventJson(world: World, conversation: Conversation, message: Message) {
  return {
    account: world.account,
    additional_attributes: {},
    content_attributes: message.contentAttributes,
    content_type: message.contentType,
    content: message.content,
    conversation: eventConversationJson(world, conversation),
    created_at: message.createdAt.toISOString(),
    id: message.id,
    inbox: { id: world.inbox.id, name: world.inbox.name },
    message_type: message.type,
    private: message.private,
    sender: message.sender ? eventSenderJson(world, message.sender) : null,
    source_id: message.sourceId,
    ...attachmentsJson(world, message),
  };
}

function eventConversationJson(world: World, conversation: Conversation) {
  const { contact, assignee, team } = conversation;
  const last = conversation.messages.findLast(({ type, private: hidden }) => type !== 'activity' && !hidden);
  const created = conversation.createdAt.toISOString();
  return {
    additional_attributes: {},
    can_reply: canReply(conversation),
    channel: world.inbox.channel,
    contact_inbox: {
      id: contact.id,
      contact_id: contact.id,
      inbox_id: world.inbox.id,
      source_id: contact.phone.slice(1),
      created_at: created,
      updated_at: created,
      hmac_verified: false,
      pubsub_token: '<redacted>',
    },
    id: conversation.id,
    inbox_id: world.inbox.id,
    messages: last ? [embeddedMessageJson(world, conversation, last)] : [],
    labels: conversation.labels,
    meta: {
      sender: embeddedContactJson(contact),
      assignee: assignee ? embeddedAgentJson(assignee) : null,
      assignee_type: assignee ? 'User' : null,
      team: team ? { id: team.id, name: team.name } : null,
      hmac_verified: false,
    },
    status: conversation.status,
    custom_attributes: conversation.customAttributes,
    snoozed_until: conversation.snoozedUntil,
    unread_count: unreadCount(conversation),
    first_reply_created_at: conversation.firstReplyAt,
    priority: null,
    waiting_since: seconds(conversation.waitingSince),
    agent_last_seen_at: 0,
    contact_last_seen_at: 0,
    last_activity_at: seconds(conversation.lastActivityAt),
    timestamp: seconds(conversation.lastActivityAt),
    created_at: seconds(conversation.createdAt),
    updated_at: fractionalSeconds(conversation.updatedAt),
    account: world.account,
  };
}
