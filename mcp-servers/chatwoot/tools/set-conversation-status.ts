import { z } from 'zod';
import { changesChatwoot, conversationId, defineChatwootTool } from '../define-chatwoot-tool.ts';

export const setConversationStatus = defineChatwootTool({
  name: 'set_conversation_status',
  title: 'Set the status of a conversation',
  description:
    'Gives a conversation to the people (open) or back to the bot (pending), or ends it (resolved). To hand a customer over to a person use hand_off instead: it also tells the customer and leaves a note.',
  scope: 'chatwoot:write',
  annotations: changesChatwoot,
  bound: { conversation_id: 'conversation.id' },
  input: z.object({
    conversation_id: conversationId,
    status: z.enum(['open', 'pending', 'resolved']).describe('The status to set.'),
  }),
  output: z.object({ status: z.enum(['open', 'pending', 'resolved']) }),
  async handle({ conversation_id, status }, { services, signal }) {
    await services.chatwoot.setStatus(conversation_id, status, { signal });
    return { status };
  },
});
