import { accountOf } from './account-of.ts';
import { contactOf, type EventContact } from './event-contact.ts';
import type { WebhookEvent } from './webhook-event.ts';

/** What Chatwoot has understood of a customer's voice message, told some seconds after the message itself. */
export interface TranscriptMessage {
  accountId: number;
  conversationId: number;
  messageId: number;
  contact: EventContact;
  /** For example `Channel::Whatsapp`. */
  channel: string | null;
  /** One for each attachment of the message, in their order; null for one without. */
  transcripts: (string | null)[];
}

/** Reads the event of such a change; undefined for every other one. */
export function transcriptMessageOf(event: WebhookEvent): TranscriptMessage | undefined {
  if (event.event !== 'message_updated' || event.message_type !== 'incoming') return undefined;
  const transcripts = event.attachments.map(({ transcribed_text }) => transcribed_text || null);
  if (!transcripts.some(Boolean)) return undefined;
  const { conversation, sender } = event;
  const accountId = accountOf(event);
  const contact = sender ?? conversation.meta.sender;
  if (!accountId || !contact) return undefined;
  return {
    accountId,
    conversationId: conversation.id,
    messageId: event.id,
    contact: contactOf(contact),
    channel: conversation.channel ?? null,
    transcripts,
  };
}
