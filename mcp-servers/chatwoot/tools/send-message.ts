import { z } from 'zod';
import {
  conversationId,
  defineChatwootTool,
  deliveryKey,
  evenIfOpen,
  writesToCustomer,
  writeTimeoutSeconds,
} from '../define-chatwoot-tool.ts';
import { deliverUnlessRefused, deliverySchema } from '../deliver-unless-refused.ts';
import { refusalOf } from '../refusal.ts';

export const sendMessage = defineChatwootTool({
  name: 'send_message',
  title: 'Send a message to the customer',
  description:
    'Sends a text to the customer of a conversation; a long text goes out in several messages. Refused when a person has taken the conversation over, and when the customer last wrote more than 24 hours ago: use send_template then. After an error that says the outcome is unknown, repeat the call with the same delivery_key.',
  scope: 'chatwoot:write',
  annotations: writesToCustomer,
  timeoutSeconds: writeTimeoutSeconds,
  bound: { conversation_id: 'conversation.id' },
  input: z.object({
    conversation_id: conversationId,
    content: z.string().trim().min(1).max(20_000).describe("The text, in the customer's language."),
    delivery_key: deliveryKey,
    even_if_open: evenIfOpen,
  }),
  output: deliverySchema,
  async handle({ conversation_id, content, delivery_key, even_if_open }, { services, signal }) {
    const { chatwoot } = services;
    const conversation = await chatwoot.getConversation(conversation_id, { signal });
    const message = { conversationId: conversation_id, deliveryKey: delivery_key };
    return deliverUnlessRefused(refusalOf(conversation, even_if_open), { chatwoot, ...message, signal }, () =>
      chatwoot.sendMessage({ ...message, content, channel: conversation.channel }, { signal }),
    );
  },
});
