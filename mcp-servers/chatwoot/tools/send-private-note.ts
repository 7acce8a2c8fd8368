import { z } from 'zod';
import {
  changesChatwoot,
  conversationId,
  defineChatwootTool,
  deliveryKey,
  writeTimeoutSeconds,
} from '../define-chatwoot-tool.ts';

export const sendPrivateNote = defineChatwootTool({
  name: 'send_private_note',
  title: 'Leave a note for the operators',
  description:
    'Adds a private note to a conversation: the operators see it, the customer never does. Use it for what a person should know, such as a summary before a handoff or why something was not done.',
  scope: 'chatwoot:write',
  annotations: changesChatwoot,
  timeoutSeconds: writeTimeoutSeconds,
  bound: { conversation_id: 'conversation.id' },
  input: z.object({
    conversation_id: conversationId,
    content: z.string().trim().min(1).max(10_000).describe('The note; Markdown is shown.'),
    delivery_key: deliveryKey,
  }),
  output: z.object({
    message_id: z.int(),
    already_sent: z.boolean().describe('Whether an earlier call with this key had left it.'),
  }),
  async handle({ conversation_id, content, delivery_key }, { services, signal }) {
    const note = { conversationId: conversation_id, content, deliveryKey: delivery_key };
    const { messageIds, alreadySent } = await services.chatwoot.sendPrivateNote(note, { signal });
    const [message_id = 0] = messageIds;
    return { message_id, already_sent: alreadySent };
  },
});
