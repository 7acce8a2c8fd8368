import { z } from 'zod';
import { deliveryAttribute } from '../delivery/message-extra.ts';
import type { Agent, Contact, ContactDetails, Conversation, Message } from '../port.ts';

const text = z.string().nullish();
const id = z.int().positive();

const attributes = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((given) => given ?? {});
/** Unix seconds to ISO text; 0 is no time. */
const time = z
  .number()
  .nullish()
  .transform((seconds) => (seconds ? new Date(seconds * 1_000).toISOString() : null));

const contactFields = z.object({ id, name: text, phone_number: text, email: text });

const contactOf = ({ id, name, phone_number, email }: z.output<typeof contactFields>): Contact => ({
  id,
  name: name || null,
  phone: phone_number || null,
  email: email || null,
});

/** A contact inside a conversation, in our words. */
export const contactAnswer = contactFields.transform(contactOf);

/** A contact as its own pages show it, in our words. */
export const contactDetailsAnswer = contactFields
  .extend({ custom_attributes: attributes, last_activity_at: time })
  .transform(
    ({ custom_attributes, last_activity_at, ...contact }): ContactDetails => ({
      ...contactOf(contact),
      customAttributes: custom_attributes,
      lastActivityAt: last_activity_at,
    }),
  );

/** A team, or anything else of which only the name matters. */
export const namedAnswer = z.object({ id, name: text.transform((name) => name ?? '') });

/** An agent, in our words. */
export const agentAnswer = z
  .object({ id, name: text, email: text, role: text, availability_status: text })
  .transform(
    ({ id, name, email, availability_status }): Agent => ({
      id,
      name: name || email || '',
      isOnline: availability_status === 'online',
    }),
  );

/** A conversation as the REST API shows it, in our words. */
export const conversationAnswer = z
  .object({
    id,
    inbox_id: id,
    status: z.string(),
    can_reply: z.boolean().nullish(),
    labels: z.array(z.string()).nullish(),
    custom_attributes: attributes,
    unread_count: z.int().nullish(),
    last_activity_at: time,
    last_non_activity_message: z.object({ content: text }).nullish(),
    meta: z.object({
      channel: text,
      sender: contactAnswer,
      assignee: namedAnswer.nullish(),
      assignee_type: text,
      team: namedAnswer.nullish(),
    }),
  })
  .transform(
    ({ meta, ...conversation }): Conversation => ({
      id: conversation.id,
      inboxId: conversation.inbox_id,
      status: conversation.status,
      canReply: conversation.can_reply ?? true,
      channel: meta.channel ?? null,
      contact: meta.sender,
      assignee: meta.assignee
        ? { ...meta.assignee, kind: meta.assignee_type === 'AgentBot' ? 'agent_bot' : 'user' }
        : null,
      team: meta.team ?? null,
      labels: conversation.labels ?? [],
      customAttributes: conversation.custom_attributes,
      unreadCount: conversation.unread_count ?? 0,
      lastActivityAt: conversation.last_activity_at,
      lastText: conversation.last_non_activity_message?.content ?? '',
    }),
  );

const messageTypes = ['incoming', 'outgoing', 'activity', 'template'] as const;

/** A message as the REST API lists it, in our words. */
export const messageAnswer = z
  .object({
    id,
    content: text,
    content_type: text,
    content_attributes: z.record(z.string(), z.unknown()).nullish(),
    message_type: z.int().min(0).max(3),
    private: z.boolean().nullish(),
    created_at: z.number(),
    sender: z.object({ id, name: text, type: text }).nullish(),
    attachments: z.array(z.object({ file_type: z.string(), data_url: text })).nullish(),
  })
  .transform(({ sender, ...message }): Message => {
    const key = message.content_attributes?.[deliveryAttribute];
    return {
      id: message.id,
      type: messageTypes[message.message_type] ?? 'activity',
      content: message.content ?? '',
      contentType: message.content_type ?? 'text',
      private: message.private ?? false,
      sender: sender ? { id: sender.id, name: sender.name ?? '', kind: sender.type ?? 'contact' } : null,
      createdAt: new Date(message.created_at * 1_000).toISOString(),
      attachments: (message.attachments ?? []).map(({ file_type, data_url }) => ({
        type: file_type,
        url: data_url || null,
      })),
      deliveryKey: typeof key === 'string' ? key : null,
    };
  });
