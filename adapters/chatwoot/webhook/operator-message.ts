import { deliveryAttribute } from '../delivery/message-extra.ts';
import { type MessagePlace, placeOf } from './message-place.ts';
import type { MessageEvent, WebhookEvent } from './webhook-event.ts';

/** What a person of the company wrote: an answer to the customer, or a note that only operators see. */
export interface OperatorMessage extends MessagePlace {
  /** Of the conversation, when the event was sent. */
  status: string;
  private: boolean;
  content: string;
  /** Null for an answer from the company's own phone. */
  agent: { id: number; name: string } | null;
}

/** Marks of messages that Chatwoot sends by itself, in the name of a person or of nobody. */
const automatic = ['automation_rule_id', 'campaign_id'];

/**
 * Reads the event of a message by a person of the company; undefined for all others: a customer's, a bot's, a
 * template, what Chatwoot's automation sent, and what carries the stamp of a delivery of ours.
 */
export function operatorMessageOf(event: WebhookEvent): OperatorMessage | undefined {
  if (event.event !== 'message_created' || event.message_type !== 'outgoing') return undefined;
  const { conversation, sender, content_attributes: attributes } = event;
  if ([deliveryAttribute, ...automatic].some((name) => attributes[name] != null)) return undefined;
  if (!isByPerson(event)) return undefined;
  const place = placeOf(event);
  if ('lacks' in place) return undefined;
  return {
    ...place,
    status: conversation.status,
    private: event.private ?? false,
    content: event.content ?? '',
    agent: sender ? { id: sender.id, name: sender.name ?? '' } : null,
  };
}

/** An agent; or nobody, which is the paired phone: that cannot write notes. */
function isByPerson({ sender, private: isNote }: MessageEvent): boolean {
  return sender ? sender.type === 'user' : !isNote;
}
