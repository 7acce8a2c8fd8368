import { z } from 'zod';
import { contactSchema, presentAttributes, presentContact } from '../contact-schema.ts';
import { conversationId, defineChatwootTool, readsChatwoot } from '../define-chatwoot-tool.ts';

export const getConversation = defineChatwootTool({
  name: 'get_conversation',
  title: 'Show a conversation',
  description:
    'Reads the present state of a conversation: who the customer is, whether it is still with the bot (status "pending", nobody assigned), and whether a text can reach the customer (can_reply). Use it before acting on something that may have changed. Next: list_messages for what was said.',
  scope: 'chatwoot:read',
  annotations: readsChatwoot,
  bound: { conversation_id: 'conversation.id' },
  input: z.object({ conversation_id: conversationId }),
  output: z.object({
    id: z.int(),
    status: z.string().describe('open (with people), pending (with the bot), resolved or snoozed.'),
    can_reply: z.boolean().describe('False when only a message template reaches the customer.'),
    channel: z.string().nullable().describe('For example Channel::Whatsapp.'),
    inbox_id: z.int(),
    contact: contactSchema,
    assignee: z.object({ id: z.int(), name: z.string(), kind: z.enum(['user', 'agent_bot']) }).nullable(),
    team: z.object({ id: z.int(), name: z.string() }).nullable(),
    labels: z.array(z.string()),
    custom_attributes: z.record(z.string(), z.unknown()),
  }),
  async handle({ conversation_id }, { services, signal }) {
    const conversation = await services.chatwoot.getConversation(conversation_id, { signal });
    const { id, status, channel, assignee, team, labels, contact } = conversation;
    return {
      id,
      status,
      can_reply: conversation.canReply,
      channel,
      inbox_id: conversation.inboxId,
      contact: presentContact(contact),
      assignee,
      team,
      labels,
      custom_attributes: presentAttributes(conversation.customAttributes),
    };
  },
});
