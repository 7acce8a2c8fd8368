import type { ErrorDescription } from '#errors/describe-error.ts';
import type { Logger } from '#telemetry/logger.ts';
import type { TraceCarrier } from '#telemetry/tracing/propagation.ts';

export type JsonObject = Record<string, unknown>;

/** A message of a customer, as the channel delivered it. */
export interface InboundEvent {
  /** Names of this delivery, such as the webhook's id and `account:message`; one seen before is enough for a duplicate. */
  deliveryIds: [string, ...string[]];
  /** Messages of one conversation are answered in order, by one turn at a time. */
  conversationKey: string;
  tenant: string;
  message: JsonObject;
  /** Answered without waiting for more, by a turn in which nothing else is. */
  alone?: boolean;
  /** The trace in which it arrived, where that is recorded. */
  trace?: TraceCarrier;
}

/** The messages that are answered together. */
export interface Turn {
  /** A UUID that follows from the messages: the same for every attempt, in every process. */
  turnId: string;
  conversationKey: string;
  tenant: string;
  /** In the order of their arrival; fixed when the first attempt begins. */
  messages: JsonObject[];
  /** 1 for the first attempt. Attempts that ended with their process count too. */
  attempt: number;
  /** When its first message came, in Unix milliseconds by the clock of this process. */
  arrivedAt?: number;
  /** The traces in which the messages arrived, in their order. */
  traces?: TraceCarrier[];
}

/**
 * Answers a turn. It may run again after a failure or a crash, so each of its effects must recognise its own
 * earlier run by the `turnId`.
 *
 * @param signal aborts when the turn's time is up, when this process shuts down, or when another process may
 *   have taken over, or when the turn is to begin anew: nothing more must be done then.
 * @param commit to be called before the turn's first effect; from then on it is not begun anew. Throws when it is.
 */
export type TurnHandler = (turn: Turn, signal: AbortSignal, commit: () => void) => Promise<void>;

export interface QueueStats {
  /** Conversations with messages that no turn works on at the moment. */
  waiting: number;
  /** Turns that run now, in all processes. */
  active: number;
  /** Turns that were given up. */
  dead: number;
  /** Age of the oldest message that is not answered yet, running turns included; 0 without any. */
  oldestWaitingMs: number;
}

/** A turn that was given up, kept until a person replays or drops it. */
export interface DeadLetter {
  /** The turn's id. */
  id: string;
  turn: Turn;
  error: ErrorDescription;
  /** Unix milliseconds. */
  diedAt: number;
}

export interface DeadLetters {
  /** Newest first; at most `limit` (100 by default). */
  list(limit?: number): Promise<DeadLetter[]>;
  /** @throws NotFoundError without such a letter. */
  find(id: string): Promise<DeadLetter>;
  /**
   * Runs the turn again, before anything else of its conversation, with the same id and its attempts anew.
   *
   * @throws NotFoundError without such a letter; ConflictError (retryable) while a turn of the conversation runs.
   */
  replay(id: string): Promise<void>;
  /** @throws NotFoundError without such a letter. */
  drop(id: string): Promise<void>;
}

/** Holds messages until they are answered; neither loses one nor lets two turns of a conversation overlap. */
export interface TurnQueue {
  /**
   * Stores a message; once this resolves it is safe.
   *
   * @throws UpstreamError within 2 s when it cannot be stored: the sender must deliver it again.
   * @throws LimitError (retryable) when too much waits already.
   * @throws InputError for an event without delivery ids.
   */
  offer(event: InboundEvent): Promise<'accepted' | 'duplicate'>;
  /** Puts off the turn that waits in a conversation, as a further message would: the customer is typing one. */
  typing(conversationKey: string): Promise<void>;
  /** Whether a message of a conversation waits, or is being answered. */
  isBusy(conversationKey: string): Promise<boolean>;
  /** Begins to run turns in this process; once. */
  start(handler: TurnHandler): Promise<void>;
  stats(): Promise<QueueStats>;
  deadLetters: DeadLetters;
  /**
   * Takes no more turns and waits for those that run; after `graceMs` their signal aborts. What does not end
   * then is run again by another process.
   */
  close(graceMs: number): Promise<void>;
}

export interface TurnQueueOptions {
  logger: Logger;
  /** Quiet time after a message before its turn begins, in milliseconds; 2,000 by default. */
  debounceMs?: number;
  /** Longest time that further messages can put off a turn; 10,000 by default. */
  longestDebounceMs?: number;
  /** Turns that run side by side in this process; 10 by default. */
  concurrency?: number;
  /** Attempts before a turn is given up; 5 by default. */
  attempts?: number;
  /** Further attempts at `onDead`, about a minute apart, while it fails; 60 by default. */
  lastWordAttempts?: number;
  /** Wait before the second attempt, doubled for each further one up to ten seconds; 1,000 by default. */
  backoffMs?: number;
  /** Longest time for one attempt; 120,000 by default. */
  turnTimeoutMs?: number;
  /** How long a delivery is remembered; 24 hours by default. */
  rememberMs?: number;
  /** Most deliveries that are remembered, the newest ones; 1,000,000 by default. */
  maximumRemembered?: number;
  /**
   * What becomes of a message that comes while a turn runs: the next turn answers it, or the running one begins
   * anew with it, before its first effect. `enqueue` by default.
   */
  doubleTexting?: 'enqueue' | 'restart';
  /** Most messages that wait in one conversation; 200 by default. */
  maximumWaiting?: number;
  /** Most dead letters, the newest ones; 10,000 by default. */
  maximumDead?: number;
  /**
   * Called when a turn is given up, before it becomes a dead letter, to tell the customer. At least once: after
   * a crash it is called again, and so it is while it fails with a retryable error.
   */
  onDead?: (turn: Turn, error: unknown) => Promise<void>;
}
