import { threadIdOf } from '#crews/bot/thread-id.ts';
import { toTurn } from '#crews/queue/turn-store.ts';
import type { ConversationView, MessageView } from '#sandbox/chatwoot/play/conversation-view.ts';

/** What the customer was told, and for which of their messages. */
export interface Answer {
  content: string;
  /** The numbers of the customer's messages that it answers, in the order in which the bot took them. */
  to: number[];
  /** Set for a message that belongs to no turn of these messages. */
  stranger?: string;
}

export interface Place {
  tenant: string;
  accountId: number;
}

/**
 * Reads from a conversation which messages each answer is for: its delivery key holds the turn's id, which follows
 * from the messages.
 *
 * @param bursts the numbers of the messages that were written together; one turn can hold some or all of a burst.
 */
export function answersIn(
  conversation: Pick<ConversationView, 'id' | 'messages'>,
  bursts: readonly (readonly number[])[],
  place: Place,
): Answer[] {
  const thread = threadIdOf(place.tenant, place.accountId, conversation.id);
  const known = new Map(
    bursts.flatMap(arrangements).map((ids) => [turnIdOf(conversation.id, ids, place), ids] as const),
  );
  return conversation.messages.filter(isAnswer).map(({ content, contentAttributes }) => {
    const key = String(contentAttributes.delivery_key);
    const turn = key.startsWith(`${thread}:`) ? key.slice(thread.length + 1).replace(/#1$/, '') : '';
    const to = known.get(turn);
    return to ? { content, to } : { content, to: [], stranger: key };
  });
}

function isAnswer({ type, private: isNote }: MessageView): boolean {
  return type === 'outgoing' && !isNote;
}

function turnIdOf(
  conversationId: number,
  messageIds: readonly number[],
  { tenant, accountId }: Place,
): string {
  const stored = messageIds.map((id) => ({ id: `message:${accountId}:${id}`, tenant, message: {} }));
  return toTurn(`${tenant}:${accountId}:${conversationId}`, stored, 1).turnId;
}

/** Each choice of these, in each order: messages of a burst can arrive in any. */
function arrangements(ids: readonly number[]): number[][] {
  return ids.flatMap((first) => {
    const others = ids.filter((id) => id !== first);
    return [[first], ...arrangements(others).map((rest) => [first, ...rest])];
  });
}
