import { type MessagePlace, placeOf } from './message-place.ts';
import type { WebhookEvent } from './webhook-event.ts';

/** What Chatwoot has understood of a customer's voice message, told some seconds after the message itself. */
export interface TranscriptMessage extends MessagePlace {
  /** One for each attachment of the message, in their order; null for one without. */
  transcripts: (string | null)[];
}

/** Reads the event of such a change; undefined for every other one. */
export function transcriptMessageOf(event: WebhookEvent): TranscriptMessage | undefined {
  if (event.event !== 'message_updated' || event.message_type !== 'incoming') return undefined;
  const transcripts = event.attachments.map(({ transcribed_text }) => transcribed_text || null);
  if (!transcripts.some(Boolean)) return undefined;
  const place = placeOf(event, event.sender);
  return 'lacks' in place ? undefined : { ...place, transcripts };
}
