import type { TurnQueueOptions } from './turn-queue.ts';

/** The options of a queue with nothing left open. */
export type QueueSettings = Required<TurnQueueOptions>;

/** After its signal, how long a turn has to end before a closing queue leaves it to itself. */
export const lastWordMs = 1_000;

export function queueSettings({
  logger,
  debounceMs = 2_000,
  longestDebounceMs = 10_000,
  concurrency = 10,
  attempts = 5,
  lastWordAttempts = 60,
  backoffMs = 1_000,
  turnTimeoutMs = 120_000,
  rememberMs = 24 * 3_600_000,
  maximumRemembered = 1_000_000,
  doubleTexting = 'enqueue',
  maximumWaiting = 200,
  maximumDead = 10_000,
  onDead = async () => undefined,
}: TurnQueueOptions): QueueSettings {
  return {
    logger,
    debounceMs,
    longestDebounceMs,
    concurrency,
    attempts,
    lastWordAttempts,
    backoffMs,
    turnTimeoutMs,
    rememberMs,
    maximumRemembered,
    doubleTexting,
    maximumWaiting,
    maximumDead,
    onDead,
  };
}
