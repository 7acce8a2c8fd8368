import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { addMessage } from '../rules/add-message.ts';
import { changeStatus } from '../rules/change-status.ts';
import { updateConversation } from '../rules/update-conversation.ts';
import type { Conversation, World } from '../world.ts';

const content = z.string().trim().min(1).max(10_000);

/** What a person at the operator's side of the page can do. */
export const operatorActionSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('reply'), content }),
  z.object({ action: z.literal('note'), content }),
  z.object({ action: z.literal('reply_by_phone'), content }),
  z.object({ action: z.literal('template'), content }),
  z.object({ action: z.enum(['take_over', 'resolve', 'return_to_bot']) }),
]);

export type OperatorAction = z.output<typeof operatorActionSchema>;

/** Acts as the first human agent of the inbox, by the same rules as Chatwoot's own screens. */
export function actAsOperator(world: World, conversation: Conversation, given: OperatorAction): void {
  const operator = world.agents.find(({ role }) => role === 'agent');
  if (!operator) throw new Error('the inbox has no agent');
  switch (given.action) {
    case 'reply':
    case 'note':
      addMessage(world, conversation, {
        type: 'outgoing',
        content: given.content,
        private: given.action === 'note',
        sender: { kind: 'user', id: operator.id },
      });
      return;
    case 'reply_by_phone':
      // The channel tells Chatwoot of a message that is in the customer's hands already.
      addMessage(world, conversation, {
        type: 'outgoing',
        content: given.content,
        sender: null,
        sourceId: `wamid.${randomUUID()}`,
      });
      return;
    case 'template':
      // A greeting or an out-of-office message, which Chatwoot sends by itself.
      addMessage(world, conversation, { type: 'template', content: given.content, sender: null });
      return;
    case 'take_over':
      changeStatus(world, conversation, 'open', operator.name);
      updateConversation(world, conversation, { assignee: operator });
      return;
    case 'resolve':
      changeStatus(world, conversation, 'resolved', operator.name);
      return;
    case 'return_to_bot':
      updateConversation(world, conversation, { assignee: null });
      changeStatus(world, conversation, 'pending', operator.name);
  }
}
