import { type Conversation, type Status, tell, type World } from '../world.ts';
import { addMessage } from './add-message.ts';

const statusWords: Record<Status, string> = {
  open: 'aberta',
  pending: 'pendente',
  resolved: 'resolvida',
  snoozed: 'adiada',
};

/**
 * Sets a status, leaves an activity message, and tells of it as Chatwoot does: by the status's own event and
 * by what changed. The same status again changes nothing.
 *
 * @param by Whose name the activity message gives.
 */
export function changeStatus(world: World, conversation: Conversation, status: Status, by: string): void {
  const previous = conversation.status;
  if (previous === status) return;
  conversation.status = status;
  conversation.snoozedUntil = null;
  conversation.updatedAt = new Date();
  addMessage(world, conversation, {
    type: 'activity',
    content: `Conversa marcada como ${statusWords[status]} por ${by}`,
    sender: null,
  });
  if (status === 'open') tell(world, { name: 'conversation_opened', conversation });
  if (status === 'resolved') tell(world, { name: 'conversation_resolved', conversation });
  const changed = [{ status: { previous_value: previous, current_value: status } }];
  tell(world, { name: 'conversation_status_changed', conversation, changed });
}
