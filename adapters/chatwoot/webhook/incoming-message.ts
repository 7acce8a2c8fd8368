import type { z } from 'zod';
import type { attachmentSchema } from './event-schemas.ts';
import { type MessagePlace, placeOf } from './message-place.ts';
import { isByOther, type VouchedEmail, vouchedEmailOf } from './vouched-email.ts';
import type { MessageEvent, WebhookEvent } from './webhook-event.ts';

export interface IncomingAttachment {
  /** `image`, `audio`, `video`, `file`, `location`, … */
  type: string;
  /** Redirects to the file, which may still be on its way to the storage; null for a location. */
  dataUrl: string | null;
  /** What Chatwoot understood of an audio message. */
  transcribedText?: string;
  latitude?: number;
  longitude?: number;
  /** For a location: its name or address. */
  title?: string;
}

/** A customer's message that the bot should answer. */
export interface IncomingMessage extends MessagePlace {
  inboxId: number;
  /** Where more than the customer's own word stands for an e-mail address. */
  vouchedEmail: VouchedEmail | null;
  /** Whether it is an e-mail of somebody else than the contact. */
  byOther: boolean;
  content: string | null;
  contentType: string;
  contentAttributes: Record<string, unknown>;
  attachments: IncomingAttachment[];
  /** ISO text. */
  createdAt: string;
  /** False outside WhatsApp's 24-hour window. */
  canReply: boolean;
}

export type IgnoredReason =
  | 'not_a_new_message'
  | 'not_incoming'
  | 'private'
  | 'not_pending'
  | 'human_assigned'
  | 'other_bot_assigned'
  | 'contact_blocked'
  | 'no_contact'
  | 'no_account';

/**
 * Decides, from the event alone, whether a bot should act on it: on new incoming messages that are not
 * private, in a conversation that is pending and has no other assignee. The state may have changed since the
 * event was sent, so it is read again before an answer is posted.
 *
 * @param own `botId`: Chatwoot's number of this bot, so that being assigned itself does not silence it.
 */
export function incomingMessageOf(
  event: WebhookEvent,
  own: { botId?: number } = {},
): IncomingMessage | { ignored: IgnoredReason } {
  if (event.event !== 'message_created') return { ignored: 'not_a_new_message' };
  const reason = reasonToIgnore(event, own.botId);
  if (reason) return { ignored: reason };

  const { conversation } = event;
  const place = placeOf(event, event.sender);
  if ('lacks' in place) return { ignored: `no_${place.lacks}` };
  return {
    ...place,
    inboxId: event.inbox?.id ?? conversation.inbox_id,
    vouchedEmail: vouchedEmailOf(event) ?? null,
    byOther: isByOther(event),
    content: event.content ?? null,
    contentType: event.content_type ?? 'text',
    contentAttributes: event.content_attributes,
    attachments: event.attachments.map(incomingAttachment),
    createdAt: event.created_at,
    canReply: conversation.can_reply ?? true,
  };
}

function reasonToIgnore(event: MessageEvent, botId: number | undefined): IgnoredReason | undefined {
  if (event.message_type !== 'incoming') return 'not_incoming';
  if (event.private) return 'private';
  if (event.conversation.status !== 'pending') return 'not_pending';
  if (event.sender?.blocked) return 'contact_blocked';
  const { assignee, assignee_type: assigneeType } = event.conversation.meta;
  if (!assignee) return undefined;
  const isBot = [assigneeType, assignee.type].some((type) => type === 'AgentBot' || type === 'agent_bot');
  if (!isBot) return 'human_assigned';
  return assignee.id === botId ? undefined : 'other_bot_assigned';
}

function incomingAttachment(attachment: z.output<typeof attachmentSchema>): IncomingAttachment {
  return {
    type: attachment.file_type,
    dataUrl: attachment.data_url || null,
    ...(attachment.transcribed_text ? { transcribedText: attachment.transcribed_text } : {}),
    ...(attachment.coordinates_lat == null ? {} : { latitude: attachment.coordinates_lat }),
    ...(attachment.coordinates_long == null ? {} : { longitude: attachment.coordinates_long }),
    ...(attachment.fallback_title ? { title: attachment.fallback_title } : {}),
  };
}
