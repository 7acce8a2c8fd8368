import { contactOf, type EventContact } from './event-contact.ts';
import type { MessageEvent } from './webhook-event.ts';

/** Where a message stands, and with whom. */
export interface MessagePlace {
  accountId: number;
  conversationId: number;
  messageId: number;
  contact: EventContact;
  /** For example `Channel::Whatsapp`. */
  channel: string | null;
}

/**
 * Where the message of an event stands; of an event that leaves out what a bot needs to know, what it lacks.
 *
 * @param sender the customer, where it is the message's own sender; otherwise that of the conversation is meant.
 */
export function placeOf(
  event: MessageEvent,
  sender?: MessageEvent['sender'],
): MessagePlace | { lacks: 'contact' | 'account' } {
  const { conversation } = event;
  const contact = sender ?? conversation.meta.sender;
  if (!contact) return { lacks: 'contact' };
  const accountId = accountOf(event);
  if (!accountId) return { lacks: 'account' };
  return {
    accountId,
    conversationId: conversation.id,
    messageId: event.id,
    contact: contactOf(contact),
    channel: conversation.channel ?? null,
  };
}

/** The account of a message, wherever the version of Chatwoot puts it. */
function accountOf({ account, conversation }: MessageEvent): number | undefined {
  return account?.id ?? conversation.account?.id ?? conversation.messages[0]?.account_id ?? undefined;
}
