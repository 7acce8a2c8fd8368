import { z } from 'zod';
import { operatorCommandSchema } from '../operator/operator-command.ts';

const id = z.int().positive();

const fields = {
  accountId: id,
  conversationId: id,
  messageId: id,
  contact: z.object({
    id,
    name: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
  }),
  channel: z.string().nullable(),
};
const agent = z.object({ id, name: z.string() });

const attachmentSchema = z.object({
  type: z.string(),
  dataUrl: z.string().nullable().default(null),
  transcribedText: z.string().optional(),
  latitude: z.number().optional(),
  longitude: z.number().optional(),
  title: z.string().optional(),
});
export type QueuedAttachment = z.output<typeof attachmentSchema>;

/** A message of the customer, to be answered. */
export const customerMessageSchema = z.object({
  kind: z.literal('message').default('message'),
  ...fields,
  content: z.string().nullable(),
  /** An e-mail address that the tenant's settings accept as proof of who writes. */
  verifiedEmail: z.string().optional(),
  /** Whether somebody else than the contact writes in a conversation where the address is such a proof. */
  byOther: z.boolean().optional(),
  contentAttributes: z.object({ in_reply_to: id.nullish().catch(null) }).default({}),
  attachments: z.array(attachmentSchema),
});
export type CustomerMessage = z.output<typeof customerMessageSchema>;

/** A command of an operator to the bot, from a private note. */
const commandMessageSchema = z.object({
  kind: z.literal('command'),
  ...fields,
  command: operatorCommandSchema,
  agent,
});
export type CommandMessage = z.output<typeof commandMessageSchema>;

/** A person has answered the customer of a conversation that was still with the bot. */
const humanReplySchema = z.object({ kind: z.literal('human_reply'), ...fields, agent: agent.nullable() });

/** Chatwoot itself has told the customer something. */
const automaticReplySchema = z.object({ kind: z.literal('automatic_reply'), ...fields });

/** What Chatwoot has understood of a voice message, told after the message. */
const transcriptMessageSchema = z.object({
  kind: z.literal('transcript'),
  ...fields,
  transcripts: z.array(z.string().nullable()),
});

/** What the queue keeps of an event; written by the webhook route, read by the worker. */
export const queuedMessageSchema = z.union([
  commandMessageSchema,
  humanReplySchema,
  automaticReplySchema,
  transcriptMessageSchema,
  customerMessageSchema,
]);
export type QueuedMessage = z.output<typeof queuedMessageSchema>;
