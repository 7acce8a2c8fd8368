import { z } from 'zod';
import type { Contact, Conversation, Message } from '../port.ts';

const text = z.string().nullish();
const id = z.int().positive();

/** A contact as the REST API shows it, in our words. */
export const contactAnswer = z.object({ id, name: text, phone_number: text, email: text }).transform(
  ({ id, name, phone_number, email }): Contact => ({
    id,
    name: name || null,
    phone: phone_number || null,
    email: email || null,
  }),
);

const named = z.object({ id, name: text.transform((name) => name ?? '') });

/** A conversation as the REST API shows it, in our words. */
export const conversationAnswer = z
  .object({
    id,
    inbox_id: id,
    status: z.string(),
    can_reply: z.boolean().nullish(),
    labels: z.array(z.string()).nullish(),
    meta: z.object({
      channel: text,
      sender: contactAnswer,
      assignee: named.nullish(),
      assignee_type: text,
      team: named.nullish(),
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
    }),
  );

/** The key of `content_attributes` under which a delivery of ours is stamped. */
export const deliveryAttribute = 'delivery_key';

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
