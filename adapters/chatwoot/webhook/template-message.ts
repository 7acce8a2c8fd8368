import { type MessagePlace, placeOf } from './message-place.ts';
import type { WebhookEvent } from './webhook-event.ts';

/**
 * Reads the event of what Chatwoot has told a customer by itself, a greeting or that nobody is there; undefined for
 * others, and for forms such as a survey or a question for an e-mail.
 */
export function templateMessageOf(event: WebhookEvent): MessagePlace | undefined {
  if (event.event !== 'message_created' || event.message_type !== 'template') return undefined;
  if ((event.content_type ?? 'text') !== 'text') return undefined;
  const place = placeOf(event);
  return 'lacks' in place ? undefined : place;
}
