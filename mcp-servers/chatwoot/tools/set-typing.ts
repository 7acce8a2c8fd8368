import { z } from 'zod';
import { conversationId, defineChatwootTool, writesToCustomer } from '../define-chatwoot-tool.ts';

export const setTyping = defineChatwootTool({
  name: 'set_typing',
  title: 'Show or hide the typing sign',
  description:
    'Shows the customer that an answer is being written, or hides that again. Show it before work that takes seconds; sending a message hides it.',
  scope: 'chatwoot:write',
  annotations: writesToCustomer,
  bound: { conversation_id: 'conversation.id' },
  input: z.object({
    conversation_id: conversationId,
    on: z.boolean().describe('True shows the sign.'),
  }),
  output: z.object({ on: z.boolean() }),
  async handle({ conversation_id, on }, { services, signal }) {
    await services.chatwoot.setTyping(conversation_id, on, { signal });
    return { on };
  },
});
