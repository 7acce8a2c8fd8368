import { z } from 'zod';
import { InputError } from '#errors/errors.ts';
import { conversationEventSchema, messageEventSchema, widgetEventSchema } from './event-schemas.ts';
import { type TypingEvent, typingEventSchema } from './typing-event.ts';

/** An event of a newer Chatwoot that this code does not know: to be acknowledged and left alone. */
export interface UnknownEvent {
  event: 'unknown';
  /** The name that Chatwoot gave it, shortened to 60 characters. */
  name: string;
}

export type MessageEvent = z.output<typeof messageEventSchema>;
export type ConversationEvent = z.output<typeof conversationEventSchema>;
export type WidgetEvent = z.output<typeof widgetEventSchema>;

/** An agent-bot webhook under Chatwoot's own names, with every time as an ISO text. */
export type WebhookEvent = MessageEvent | ConversationEvent | WidgetEvent | TypingEvent | UnknownEvent;

const knownEvent = z.discriminatedUnion('event', [
  messageEventSchema,
  conversationEventSchema,
  widgetEventSchema,
  typingEventSchema,
]);
const knownNames = new Set<string>([
  ...messageEventSchema.shape.event.options,
  ...conversationEventSchema.shape.event.options,
  'webwidget_triggered',
  'conversation_typing_on',
]);
const anyEvent = z.object({ event: z.string().min(1) });

/**
 * Reads the body of a webhook.
 *
 * @throws InputError with code `invalid_webhook` when it is not JSON, names no event, or is a known event
 * without what every version of Chatwoot sends with it.
 */
export function parseWebhookBody(body: Uint8Array): WebhookEvent {
  return parseWebhookEvent(jsonOf(body));
}

/** The same for a body that is parsed already. */
export function parseWebhookEvent(value: unknown): WebhookEvent {
  const named = anyEvent.safeParse(value);
  if (!named.success) throw invalid('names no event', named.error);
  const name = named.data.event;
  if (!knownNames.has(name)) return { event: 'unknown', name: name.slice(0, 60) };
  const event = knownEvent.safeParse(value);
  if (!event.success) throw invalid(`is no ${name} (${firstPath(event.error)})`, event.error);
  return event.data;
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    // The parser's own message quotes the body, which may hold a customer's words.
    throw invalid('is not JSON');
  }
}

/** Where the first problem is; the value itself is not shown. */
function firstPath(error: z.ZodError): string {
  const path = error.issues[0]?.path.join('.');
  return path ? `wrong at ${path}` : 'wrong form';
}

function invalid(problem: string, cause?: unknown): InputError {
  return new InputError(`The webhook ${problem}.`, {
    code: 'invalid_webhook',
    cause,
    fix: 'Send what the agent bot of Chatwoot sends.',
  });
}
