import { accountOf } from './account-of.ts';
import { contactOf, type EventContact } from './event-contact.ts';
import type { WebhookEvent } from './webhook-event.ts';

/** What Chatwoot has told a customer by itself: a greeting, or that nobody is there. */
export interface TemplateMessage {
  accountId: number;
  conversationId: number;
  messageId: number;
  contact: EventContact;
  /** For example `Channel::Whatsapp`. */
  channel: string | null;
}

/** Reads the event of such a message; undefined for others, and for forms such as a survey or a question for an e-mail. */
export function templateMessageOf(event: WebhookEvent): TemplateMessage | undefined {
  if (event.event !== 'message_created' || event.message_type !== 'template') return undefined;
  if ((event.content_type ?? 'text') !== 'text') return undefined;
  const { conversation } = event;
  const accountId = accountOf(event);
  const contact = conversation.meta.sender;
  if (!accountId || !contact) return undefined;
  return {
    accountId,
    conversationId: conversation.id,
    messageId: event.id,
    contact: contactOf(contact),
    channel: conversation.channel ?? null,
  };
}
