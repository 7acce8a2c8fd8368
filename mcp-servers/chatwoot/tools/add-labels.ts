import { z } from 'zod';
import { changesChatwoot, conversationId, defineChatwootTool, labelNames } from '../define-chatwoot-tool.ts';

export const addLabels = defineChatwootTool({
  name: 'add_labels',
  title: 'Add labels to a conversation',
  description:
    'Adds labels to those that a conversation has; the others stay. Use the labels that the company has agreed on. Returns all labels of the conversation.',
  scope: 'chatwoot:write',
  annotations: changesChatwoot,
  bound: { conversation_id: 'conversation.id' },
  input: z.object({
    conversation_id: conversationId,
    labels: labelNames.describe('The labels to add, without #.'),
  }),
  output: z.object({ labels: z.array(z.string()).describe('All that the conversation has now.') }),
  async handle({ conversation_id, labels }, { services, signal }) {
    return { labels: await services.chatwoot.addLabels(conversation_id, labels, { signal }) };
  },
});
