import { randomUUID } from 'node:crypto';
import type { Span } from '@opentelemetry/api';
import { describeError } from '#errors/describe-error.ts';
import { UpstreamError } from '#errors/errors.ts';
import { markFailed } from '#telemetry/tracing/span.ts';
import type { QueueSettings } from './queue-settings.ts';
import { traceTurn } from './trace-turn.ts';
import type { Turn, TurnHandler } from './turn-queue.ts';
import { type Ended, type StoredMessage, type TurnStore, toTurn } from './turn-store.ts';
import { noRestart, watchForNewer } from './watch-newer.ts';

/** A customer waits for the answer, and most faults are over in seconds; one who cannot be told waits for longer ones. */
const longestBackoffMs = 10_000;
const longestLastWordBackoffMs = 60_000;

/** When to come back to the conversation: not for what is known now, or after so many milliseconds. */
export type Next = 'done' | { againInMs: number };

export interface TurnRun {
  store: TurnStore;
  handler: TurnHandler;
  settings: QueueSettings;
  /** Aborts when this process must let go of the turn. */
  signal: AbortSignal;
}

/**
 * Gives a conversation's waiting messages to the handler, if their time has come, and settles the outcome:
 * answered, to be tried again, or dead. The caller sees to it that no two run for one conversation at once.
 */
export async function runTurn(conversationKey: string, run: TurnRun): Promise<Next> {
  const owner = randomUUID();
  const taken = await run.store.take(conversationKey, owner);
  if (taken.kind === 'nothing') return 'done';
  if (taken.kind === 'early') return { againInMs: taken.dueInMs };

  const arrivedAt = Date.now() - taken.waitedMs;
  const turn = { ...toTurn(conversationKey, taken.stored, taken.attempt), arrivedAt };
  return traceTurn(turn, (span) => settleTurn({ turn, stored: taken.stored, owner }, run, span));
}

/** A turn that an attempt has taken. */
interface TakenTurn {
  turn: Turn;
  stored: StoredMessage[];
  owner: string;
}

async function settleTurn(
  { turn, stored, owner }: TakenTurn,
  run: TurnRun,
  span: Span | undefined,
): Promise<Next> {
  const { conversationKey } = turn;
  const failure = await attemptTurn(turn, run);
  if (failure === undefined) {
    return after(await run.store.finish(conversationKey, owner));
  }
  if (span) markFailed(span, describeError(failure.error).code);
  if (run.signal.aborted) return { againInMs: 0 };
  if (failure.restart) {
    await run.store.release(conversationKey, owner);
    return { againInMs: 0 }; // the store says when its time has come
  }
  if (turn.attempt < run.settings.attempts) {
    const againInMs = backoff(turn.attempt, run.settings.backoffMs, longestBackoffMs);
    logFailure(run, turn, failure.error, `turn failed; next attempt in ${againInMs} ms`);
    return { againInMs };
  }
  return giveUp(turn, stored, owner, failure.error, run);
}

/** What came meanwhile is due when the store says so; it is asked at once. */
function after(ended: Ended): Next {
  return ended === 'more' ? { againInMs: 0 } : 'done';
}

interface Failure {
  error: unknown;
  /** Whether it failed because it is to begin anew. */
  restart: boolean;
}

async function attemptTurn(turn: Turn, run: TurnRun): Promise<Failure | undefined> {
  // Attempts that took their process with them, or after which nobody could be told.
  if (turn.attempt > run.settings.attempts)
    return { error: attemptsUsedUp(run.settings.attempts), restart: false };
  const timeUp = new AbortController();
  const timer = setTimeout(() => timeUp.abort(tookTooLong()), run.settings.turnTimeoutMs);
  const restart =
    run.settings.doubleTexting === 'restart' ? watchForNewer(run.store, turn.conversationKey) : noRestart();
  try {
    const signal = AbortSignal.any([run.signal, timeUp.signal, restart.signal]);
    await run.handler(turn, signal, restart.commit);
    return undefined;
  } catch (error) {
    // Not swallowed: it decides what becomes of the turn, and is logged or kept with the dead letter.
    const reason = timeUp.signal.aborted ? timeUp.signal.reason : error;
    return { error: reason, restart: restart.signal.aborted };
  } finally {
    restart.stop();
    clearTimeout(timer);
  }
}

async function giveUp(
  turn: Turn,
  stored: StoredMessage[],
  owner: string,
  error: unknown,
  run: TurnRun,
): Promise<Next> {
  try {
    await run.settings.onDead(turn, error);
  } catch (failure) {
    const { attempts, lastWordAttempts, backoffMs } = run.settings;
    // What keeps the customer from an answer may keep the apology from the customer: it is tried for longer.
    if (describeError(failure).retryable && turn.attempt < attempts + lastWordAttempts) {
      const againInMs = backoff(turn.attempt, backoffMs, longestLastWordBackoffMs);
      logFailure(run, turn, failure, `nobody could be told of a failed turn; tried again in ${againInMs} ms`);
      return { againInMs };
    }
    logFailure(run, turn, failure, 'nobody could be told that a turn was given up');
  }
  logFailure(run, turn, error, 'turn given up; it is in the dead letters');
  const { turnId: id, conversationKey, attempt } = turn;
  const letter = { id, conversationKey, attempt, stored, error: describeError(error), diedAt: Date.now() };
  return after(await run.store.bury(letter, owner));
}

function backoff(attempt: number, backoffMs: number, longestMs: number): number {
  const doubled = Math.min(backoffMs * 2 ** (attempt - 1), longestMs);
  return Math.round(doubled * (0.75 + Math.random() / 2));
}

function logFailure(run: TurnRun, turn: Turn, error: unknown, message: string): void {
  const { turnId, conversationKey, tenant, attempt } = turn;
  run.settings.logger.warn({ err: error, turnId, conversationKey, tenant, attempt }, message);
}

function attemptsUsedUp(attempts: number): UpstreamError {
  return new UpstreamError(`None of ${attempts} attempts came to its end.`, {
    code: 'attempts_used_up',
    retryable: false,
    fix: 'Look in the log for the failures, or for what ends the process, before replaying the turn.',
  });
}

function tookTooLong(): UpstreamError {
  return new UpstreamError('The turn took too long.', { code: 'turn_timeout' });
}
