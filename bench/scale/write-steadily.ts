import { setTimeout as sleep } from 'node:timers/promises';
import type { System } from '../turns/start-system.ts';

/** Customers who write one after the other, each as soon as the one before has a reply. */
export interface Customers {
  /** Times of the replies, in milliseconds of `performance.now()`. */
  replies: number[];
  /** How long each of them took, in milliseconds. */
  waits: number[];
  /** How many waited in vain. */
  unanswered(): number;
  /** Resolves when each of them has had a reply: from then on the load is even. */
  allAnswered(): Promise<unknown>;
  /** Lets nobody begin any more, and waits for those who have. */
  stop(): Promise<void>;
}

/** A greeting: the customer is looked up in Odoo, the model asked once, Chatwoot read and written. */
const words = 'oi, bom dia';
/** Longer than any attempt of a turn and the next one: who waits longer is not waited for. */
const patienceMs = 60_000;
let customers = 0;

/**
 * Keeps `inFlight` conversations waiting for a reply. They begin spread over `spreadMs`, as waves would leave the
 * processes idle between them.
 *
 * @param replied by conversation, when its reply was taken by Chatwoot.
 */
export function writeSteadily(
  { chatwoot }: Pick<System, 'chatwoot'>,
  replied: ReadonlyMap<number, number>,
  { inFlight, spreadMs }: { inFlight: number; spreadMs: number },
): Customers {
  const replies: number[] = [];
  const waits: number[] = [];
  let stopping = false;
  let unanswered = 0;
  const writers = Array.from({ length: inFlight }, (_, index) => {
    const begins = sleep((spreadMs * index) / inFlight);
    const first = begins.then(write);
    const ended = first.then(async () => {
      while (!stopping) await write();
    });
    return { first, ended };
  });
  async function write(): Promise<void> {
    customers += 1;
    const phone = `+551196${String(1_000_000 + customers)}`;
    const started = performance.now();
    const { conversationId } = chatwoot.customer(phone, 'Cliente').write(words);
    const at = await replyTo(conversationId, started);
    if (at === undefined) {
      unanswered += 1;
      return;
    }
    replies.push(at);
    waits.push(at - started);
  }
  async function replyTo(conversationId: number, started: number): Promise<number | undefined> {
    while (performance.now() - started < patienceMs) {
      const at = replied.get(conversationId);
      if (at !== undefined) return at;
      await sleep(10);
    }
    return undefined;
  }
  const ended = Promise.all(writers.map((writer) => writer.ended));
  return {
    replies,
    waits,
    unanswered: () => unanswered,
    allAnswered: () => Promise.all(writers.map((writer) => writer.first)),
    async stop() {
      stopping = true;
      await ended;
    },
  };
}
