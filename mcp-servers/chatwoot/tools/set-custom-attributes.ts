import { z } from 'zod';
import { attributesInput } from '../attributes-input.ts';
import { presentAttributes } from '../contact-schema.ts';
import { changesChatwoot, conversationId, defineChatwootTool } from '../define-chatwoot-tool.ts';

export const setCustomAttributes = defineChatwootTool({
  name: 'set_custom_attributes',
  title: 'Set custom attributes of a conversation',
  description:
    'Sets custom attributes of a conversation, such as the number of an order; attributes that are not named stay, null removes one. Operators see them beside the conversation when Chatwoot has a definition with that key. For what concerns the person rather than this conversation use update_contact.',
  scope: 'chatwoot:write',
  annotations: changesChatwoot,
  bound: { conversation_id: 'conversation.id' },
  input: z.object({
    conversation_id: conversationId,
    attributes: attributesInput.describe('Values by key; null removes.'),
  }),
  output: z.object({
    custom_attributes: z.record(z.string(), z.unknown()).describe('All that the conversation has now.'),
  }),
  async handle({ conversation_id, attributes }, { services, signal }) {
    const all = await services.chatwoot.setCustomAttributes(conversation_id, attributes, { signal });
    return { custom_attributes: presentAttributes(all) };
  },
});
