import { z } from 'zod';
import { changesChatwoot, conversationId, defineChatwootTool, labelNames } from '../define-chatwoot-tool.ts';

export const removeLabels = defineChatwootTool({
  name: 'remove_labels',
  title: 'Remove labels from a conversation',
  description:
    'Removes labels from a conversation; the others stay, and a label that is not there is no error. Returns the labels that are left.',
  scope: 'chatwoot:write',
  annotations: changesChatwoot,
  bound: { conversation_id: 'conversation.id' },
  input: z.object({
    conversation_id: conversationId,
    labels: labelNames.describe('The labels to remove, without #.'),
  }),
  output: z.object({ labels: z.array(z.string()).describe('All that the conversation has now.') }),
  async handle({ conversation_id, labels }, { services, signal }) {
    return { labels: await services.chatwoot.removeLabels(conversation_id, labels, { signal }) };
  },
});
