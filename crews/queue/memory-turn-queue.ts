import { UpstreamError } from '#errors/errors.ts';
import { atMost } from './at-most.ts';
import { deadLettersOf } from './dead-letters.ts';
import { createMemoryTurnStore } from './memory-turn-store.ts';
import { appendEvent } from './offer-event.ts';
import { lastWordMs, queueSettings } from './queue-settings.ts';
import { runTurn } from './run-turn.ts';
import type { TurnHandler, TurnQueue, TurnQueueOptions } from './turn-queue.ts';

/** A queue for one process, which forgets everything when that ends. */
export function createMemoryTurnQueue(options: TurnQueueOptions): TurnQueue {
  const settings = queueSettings(options);
  const store = createMemoryTurnStore(settings);
  /** Conversations whose time has not come, with their timer. */
  const timers = new Map<string, NodeJS.Timeout>();
  /** Conversations whose time has come, in that order. */
  const ready = new Set<string>();
  const running = new Map<string, Promise<void>>();
  /** Running conversations that were offered something meanwhile. */
  const offeredMeanwhile = new Set<string>();
  const closing = new AbortController();
  let handler: TurnHandler | undefined;
  let closed = false;

  function schedule(conversationKey: string, delayMs: number): void {
    if (running.has(conversationKey)) offeredMeanwhile.add(conversationKey);
    if (closed || running.has(conversationKey) || ready.has(conversationKey) || timers.has(conversationKey))
      return;
    const timer = setTimeout(() => {
      timers.delete(conversationKey);
      ready.add(conversationKey);
      runReady();
    }, delayMs);
    timers.set(conversationKey, timer);
  }

  function runReady(): void {
    for (const conversationKey of ready) {
      if (closed || handler === undefined || running.size >= settings.concurrency) return;
      ready.delete(conversationKey);
      running.set(conversationKey, run(conversationKey, handler));
    }
  }

  async function run(conversationKey: string, handler: TurnHandler): Promise<void> {
    const next = await runTurn(conversationKey, { store, handler, settings, signal: closing.signal });
    running.delete(conversationKey);
    const offered = offeredMeanwhile.delete(conversationKey);
    if (next !== 'done') schedule(conversationKey, next.againInMs);
    // Whether their time has come is for the store to say.
    else if (offered) schedule(conversationKey, 0);
    runReady();
  }

  return {
    async offer(event) {
      if (closed) throw new UpstreamError('The queue is closed.', { code: 'queue_closed' });
      const { kind, waiting, running } = await appendEvent(store, event);
      if (waiting) schedule(event.conversationKey, running || event.alone ? 0 : settings.debounceMs);
      return kind;
    },
    typing: (conversationKey) => store.typing(conversationKey),
    isBusy: (conversationKey) => store.holds(conversationKey),
    async start(given) {
      handler = given;
      runReady();
    },
    async stats() {
      const { conversations, dead, oldestMs } = await store.counts();
      const waiting = Math.max(0, conversations - running.size);
      return { waiting, active: running.size, dead, oldestWaitingMs: oldestMs };
    },
    deadLetters: deadLettersOf(store, async (conversationKey) => {
      clearTimeout(timers.get(conversationKey));
      timers.delete(conversationKey);
      schedule(conversationKey, 0);
    }),
    async close(graceMs) {
      closed = true;
      for (const timer of timers.values()) clearTimeout(timer);
      const ended = Promise.allSettled(running.values());
      await atMost(graceMs, ended);
      closing.abort(new UpstreamError('The process is shutting down.', { code: 'shutting_down' }));
      await atMost(lastWordMs, ended);
    },
  };
}
