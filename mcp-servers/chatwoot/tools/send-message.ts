import { z } from 'zod';
import type { Chatwoot } from '#adapters/chatwoot/port.ts';
import {
  conversationId,
  defineChatwootTool,
  deliveryKey,
  writesToCustomer,
  writeTimeoutSeconds,
} from '../define-chatwoot-tool.ts';
import { refusalOf } from '../refusal.ts';

export const sendMessage = defineChatwootTool({
  name: 'send_message',
  title: 'Send a message to the customer',
  description:
    'Sends a text to the customer of a conversation; a long text goes out in several messages. Refused when a person has taken the conversation over, and when the customer last wrote more than 24 hours ago. After an error that says the outcome is unknown, repeat the call with the same delivery_key.',
  scope: 'chatwoot:write',
  annotations: writesToCustomer,
  timeoutSeconds: writeTimeoutSeconds,
  bound: { conversation_id: 'conversation.id' },
  input: z.object({
    conversation_id: conversationId,
    content: z.string().trim().min(1).max(20_000).describe("The text, in the customer's language."),
    delivery_key: deliveryKey,
    even_if_open: z
      .boolean()
      .default(false)
      .describe('Send also when the conversation is not with the bot; only when a person asked for it.'),
  }),
  output: z.object({
    message_ids: z.array(z.int()).describe('In order.'),
    already_sent: z.boolean().describe('Whether an earlier call with this key had sent it.'),
  }),
  async handle({ conversation_id, content, delivery_key, even_if_open }, { services, signal }) {
    const { chatwoot } = services;
    const conversation = await chatwoot.getConversation(conversation_id, { signal });
    const refusal = refusalOf(conversation, even_if_open);
    if (refusal) {
      const message_ids = await sentEarlier(chatwoot, conversation_id, delivery_key, signal);
      if (message_ids.length === 0) throw refusal;
      return { message_ids, already_sent: true };
    }
    const { messageIds, alreadySent } = await chatwoot.sendMessage(
      { conversationId: conversation_id, content, deliveryKey: delivery_key, channel: conversation.channel },
      { signal },
    );
    return { message_ids: messageIds, already_sent: alreadySent };
  },
});

/** What went out before the state changed is told as sent, not as refused. */
async function sentEarlier(
  chatwoot: Chatwoot,
  conversationId: number,
  key: string,
  signal: AbortSignal,
): Promise<number[]> {
  const { messages } = await chatwoot.listMessages(conversationId, { limit: 40 }, { signal });
  return messages.filter(({ deliveryKey }) => deliveryKey?.startsWith(`${key}#`)).map(({ id }) => id);
}
