import { canReply } from '../rules/can-reply.ts';
import type { Conversation, World } from '../world.ts';
import { contactJson } from './contact-json.ts';
import { embeddedMessageJson, unreadCount } from './message-json.ts';
import { agentJson } from './sender-json.ts';
import { fractionalSeconds, seconds } from './times.ts';

/** A conversation as the REST API shows it, with its newest message. */
export function conversationJson(world: World, conversation: Conversation) {
  const { assignee, team, messages } = conversation;
  const last = messages.at(-1);
  const lastSpoken = messages.findLast(({ type }) => type !== 'activity');
  return {
    meta: {
      sender: contactJson(conversation.contact),
      channel: world.inbox.channel,
      ...(assignee ? { assignee: agentJson(world, assignee) } : {}),
      ...(team ? { team: teamJson(world, team) } : {}),
      hmac_verified: false,
    },
    id: conversation.id,
    messages: last ? [embeddedMessageJson(world, conversation, last)] : [],
    account_id: world.account.id,
    uuid: conversation.uuid,
    additional_attributes: {},
    agent_last_seen_at: 0,
    assignee_last_seen_at: 0,
    can_reply: canReply(conversation),
    contact_last_seen_at: 0,
    custom_attributes: conversation.customAttributes,
    inbox_id: world.inbox.id,
    labels: conversation.labels,
    muted: false,
    snoozed_until: conversation.snoozedUntil,
    status: conversation.status,
    created_at: seconds(conversation.createdAt),
    updated_at: fractionalSeconds(conversation.updatedAt),
    timestamp: seconds(conversation.lastActivityAt),
    first_reply_created_at: seconds(conversation.firstReplyAt),
    unread_count: unreadCount(conversation),
    last_non_activity_message: lastSpoken ? embeddedMessageJson(world, conversation, lastSpoken) : null,
    last_activity_at: seconds(conversation.lastActivityAt),
    priority: null,
    waiting_since: seconds(conversation.waitingSince),
    sla_policy_id: null,
  };
}

export function teamJson(world: World, team: { id: number; name: string }) {
  return {
    id: team.id,
    name: team.name,
    description: null,
    allow_auto_assign: true,
    account_id: world.account.id,
    is_member: true,
  };
}
