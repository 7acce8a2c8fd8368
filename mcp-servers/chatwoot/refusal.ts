import type { Conversation } from '#adapters/chatwoot/port.ts';
import { ConflictError } from '#errors/errors.ts';

/** Whether a person has the conversation: no bot should write to the customer then. */
export function isWithHuman({ status, assignee }: Conversation): boolean {
  return status !== 'pending' || assignee?.kind === 'user';
}

/** Why nothing at all must go to the customer: a person has the conversation. */
export function takenOver(conversation: Conversation, evenIfOpen: boolean): ConflictError | undefined {
  if (!isWithHuman(conversation) || evenIfOpen) return undefined;
  const why = conversation.assignee ? 'a person is assigned' : `it is ${conversation.status}`;
  return new ConflictError(`The conversation is no longer with the bot (${why}); nothing was sent.`, {
    code: 'human_took_over',
    fix: 'Leave the answer to the people; use send_private_note to tell them something.',
  });
}

/** Why a text must not go to the customer now; undefined when it may. */
export function refusalOf(conversation: Conversation, evenIfOpen: boolean): ConflictError | undefined {
  const refusal = takenOver(conversation, evenIfOpen);
  if (refusal || conversation.canReply) return refusal;
  return new ConflictError('The customer last wrote more than 24 hours ago; nothing was sent.', {
    code: 'outside_reply_window',
    fix: 'Only an approved message template reaches the customer now: choose one by list_inboxes, send it by send_template.',
  });
}
