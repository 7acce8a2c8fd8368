import { z } from 'zod';

/**
 * A time as Chatwoot writes it (ISO text, or unix seconds with or without fraction), as an ISO text.
 * Serialisers of one and the same event use all three.
 */
export const chatwootTime = z
  .union([z.number(), z.string()])
  .transform(
    (value) =>
      new Date(typeof value === 'number' || /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : value),
  )
  .refine((date) => !Number.isNaN(date.getTime()), { error: 'not a time' })
  .transform((date) => date.toISOString());

const id = z.int().positive();
const text = z.string().nullish();
const attributes = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((value) => value ?? {});

export const accountSchema = z.object({ id, name: text });
export const inboxSchema = z.object({ id, name: text });

/** A contact, an agent or a bot; contacts have no `type` at the top level of an event. */
export const senderSchema = z.object({
  id,
  name: text,
  type: text,
  phone_number: text,
  email: text,
  identifier: text,
  blocked: z.boolean().nullish(),
});

export const attachmentSchema = z.object({
  id,
  file_type: z.string(),
  data_url: text,
  transcribed_text: text,
  coordinates_lat: z.number().nullish(),
  coordinates_long: z.number().nullish(),
  fallback_title: text,
});

/** A message inside a conversation: here the type is a number. */
const embeddedMessageSchema = z.object({
  id,
  account_id: id.nullish(),
  content: text,
  message_type: z.int().min(0),
  created_at: chatwootTime,
  private: z.boolean().nullish(),
});

export const conversationSchema = z.object({
  /** The number that people see, counted per account. */
  id,
  inbox_id: id,
  channel: text,
  can_reply: z.boolean().nullish(),
  /** How the contact is known in this inbox. */
  contact_inbox: z.object({ source_id: text, hmac_verified: z.boolean().nullish() }).nullish(),
  status: z.string(),
  labels: z
    .array(z.string())
    .nullish()
    .transform((value) => value ?? []),
  messages: z
    .array(embeddedMessageSchema)
    .nullish()
    .transform((value) => value ?? []),
  meta: z.object({
    sender: senderSchema.nullish(),
    assignee: senderSchema.nullish(),
    assignee_type: text,
    team: z.object({ id, name: text }).nullish(),
  }),
  created_at: chatwootTime.nullish(),
  updated_at: chatwootTime.nullish(),
  account: accountSchema.nullish(),
});

/** What a conversation event says has changed: `[{status: {previous_value, current_value}}]`, or null. */
const changedAttributes = z
  .array(z.record(z.string(), z.object({ previous_value: z.unknown(), current_value: z.unknown() })))
  .nullish()
  .transform((value) => value ?? []);

export const messageEventSchema = z.object({
  event: z.enum(['message_created', 'message_updated']),
  id,
  account: accountSchema.nullish(),
  content: text,
  content_type: z.string().nullish(),
  content_attributes: attributes,
  /** Here the type is a word. */
  message_type: z.string(),
  private: z.boolean().nullish(),
  source_id: text,
  created_at: chatwootTime,
  sender: senderSchema.nullish(),
  inbox: inboxSchema.nullish(),
  conversation: conversationSchema,
  attachments: z
    .array(attachmentSchema)
    .nullish()
    .transform((value) => value ?? []),
});

export const conversationEventSchema = conversationSchema.extend({
  event: z.enum([
    'conversation_opened',
    'conversation_resolved',
    'conversation_updated',
    'conversation_status_changed',
  ]),
  changed_attributes: changedAttributes,
});

export const widgetEventSchema = z.object({
  event: z.literal('webwidget_triggered'),
  account: accountSchema.nullish(),
  inbox: inboxSchema.nullish(),
  contact: senderSchema.nullish(),
});
