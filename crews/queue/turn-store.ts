import { createHash } from 'node:crypto';
import type { ErrorDescription } from '#errors/describe-error.ts';
import type { TraceCarrier } from '#telemetry/tracing/propagation.ts';
import type { DeadLetter, InboundEvent, JsonObject, Turn } from './turn-queue.ts';

/** A message as a store keeps it. */
export interface StoredMessage {
  /** The first of its delivery ids. */
  id: string;
  tenant: string;
  message: JsonObject;
  /** The trace in which it arrived. */
  trace?: TraceCarrier;
}

export type Appended =
  | { kind: 'accepted' | 'duplicate'; waiting: boolean; running: boolean }
  /** The conversation, or the store, holds all that it may. */
  | { kind: 'full' };

export type Taken =
  | { kind: 'nothing' }
  /** More messages may come: the turn begins in `dueInMs` at the earliest. */
  | { kind: 'early'; dueInMs: number }
  /** `waitedMs`: since its first message came. */
  | { kind: 'turn'; attempt: number; stored: StoredMessage[]; waitedMs: number };

/** What the end of a turn left in its conversation; `lost` when the turn belongs to another attempt by now. */
export type Ended = 'nothing' | 'more' | 'lost';

/** A dead letter with what a replay needs. */
export interface StoredLetter {
  id: string;
  conversationKey: string;
  attempt: number;
  stored: StoredMessage[];
  error: ErrorDescription;
  diedAt: number;
}

/**
 * What waits, what is being answered, and what was given up. Each operation is one atomic step.
 *
 * A conversation is a list of messages. A turn takes the messages that are there and fixes their number; they
 * stay at the head of the list until the turn ends, so that a crash loses nothing. `owner` is new for each
 * attempt, and only the latest can end the turn: an attempt that lost its turn to another changes nothing.
 */
export interface TurnStore {
  append(event: InboundEvent): Promise<Appended>;
  /** Notes that the customer is typing, for as long as that can put off a turn. */
  typing(conversationKey: string): Promise<void>;
  take(conversationKey: string, owner: string): Promise<Taken>;
  /** Whether a message waits, or is being answered. */
  holds(conversationKey: string): Promise<boolean>;
  /** Removes the turn's messages. */
  finish(conversationKey: string, owner: string): Promise<Ended>;
  /** Whether messages have come since the turn began that it could take too, and the age of its first one. */
  newer(conversationKey: string): Promise<{ newer: boolean; oldestMs: number }>;
  /** Ends the turn and leaves its messages where they are: the next one takes them with what has come since. */
  release(conversationKey: string, owner: string): Promise<'released' | 'lost'>;
  /** Moves the turn's messages to the dead letters. */
  bury(letter: StoredLetter, owner: string): Promise<Ended>;
  /** Conversations with messages that have waited for longer than `olderThanMs`, the oldest first. */
  unanswered(olderThanMs: number, limit: number): Promise<string[]>;
  counts(): Promise<{ conversations: number; dead: number; oldestMs: number }>;
  letters(limit: number): Promise<StoredLetter[]>;
  letter(id: string): Promise<StoredLetter | undefined>;
  replay(letter: StoredLetter): Promise<'replayed' | 'missing' | 'busy'>;
  /** False without such a letter. */
  drop(id: string): Promise<boolean>;
}

/** What a store keeps of an event. */
export function toStored({ deliveryIds: [id], tenant, message, trace }: InboundEvent): StoredMessage {
  return { id, tenant, message, ...(trace ? { trace } : {}) };
}

export function toTurn(conversationKey: string, stored: StoredMessage[], attempt: number): Turn {
  const traces = stored.flatMap(({ trace }) => (trace ? [trace] : []));
  return {
    turnId: turnIdOf(conversationKey, stored),
    conversationKey,
    tenant: stored[0]?.tenant ?? '',
    messages: stored.map(({ message }) => message),
    attempt,
    ...(traces.length > 0 ? { traces } : {}),
  };
}

export function toDeadLetter(letter: StoredLetter): DeadLetter {
  const { id, conversationKey, stored, attempt, error, diedAt } = letter;
  return { id, turn: toTurn(conversationKey, stored, attempt), error, diedAt };
}

/**
 * Made from the messages instead of drawn and stored: a Redis that lost its last second gives the same messages
 * the same id again, and other messages another one.
 */
function turnIdOf(conversationKey: string, stored: StoredMessage[]): string {
  const hash = createHash('sha256').update(JSON.stringify([conversationKey, ...stored.map(({ id }) => id)]));
  const hex = hash.digest('hex');
  // RFC 9562, version 8: a UUID whose bits are the application's own.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
