import { createHash } from 'node:crypto';
import { ConflictError, InputError, LimitError, NotFoundError } from '#errors/errors.ts';
import type { Principal } from '#identity/principal.ts';
import { hasNameOfConversation } from '../bot/thread-id.ts';
import type { RunOrder } from '../runs/run.ts';
import type { IdempotencyKey } from '../runs/run-store.ts';
import { isOfConversation } from './conversation-thread.ts';
import type { CrewsServices } from './services.ts';

/**
 * Receives a run, or finds the one that the idempotency key named before. Returns its id. A thread that the bot runs is
 * the bot's alone: two that write in it would overtake each other, and nobody would send the reply of a run.
 *
 * @throws for what cannot be received, with the status that its code stands for.
 */
export async function receiveRun(
  order: RunOrder,
  key: IdempotencyKey | undefined,
  { engine, runs }: Pick<CrewsServices, 'engine' | 'runs'>,
): Promise<string> {
  if (await isBots(order, runs)) throw ofBot();
  const begun = await engine.receive(order, key);
  switch (begun.kind) {
    case 'started':
    case 'waiting':
      return order.id;
    case 'known':
      return begun.id;
    case 'foreign':
      throw noSuchThread();
    case 'key_reused':
      throw new InputError('This Idempotency-Key was used with another content.', {
        code: 'key_reused',
        fix: 'Take a new key for a new request; repeat a request unchanged.',
      });
    case 'other_graph':
      throw new ConflictError(`This thread is of the graph ${begun.graph}.`, {
        code: 'other_graph',
        fix: 'Go on with it through its own graph, or leave thread_id out.',
      });
    case 'busy':
      throw new ConflictError('A run of this thread has not ended.', {
        code: 'thread_busy',
        retryable: true,
        fix: 'Wait for it, or choose another double_texting than reject.',
      });
    case 'full':
      throw new LimitError('Too many runs wait for this thread.', {
        fix: 'Wait until some of them have ended.',
      });
  }
}

async function isBots(order: RunOrder, runs: CrewsServices['runs']): Promise<boolean> {
  if (isOfConversation({ ...order, id: order.threadId })) return true;
  if (!hasNameOfConversation(order.threadId)) return false;
  const thread = await runs.readThread(order.threadId);
  return thread?.tenant === order.tenant && isOfConversation(thread);
}

function ofBot(): ConflictError {
  return new ConflictError('This thread is a conversation of the bot, which alone goes on with it.', {
    code: 'thread_of_bot',
    fix: 'Decide what it waits for under /approvals, write in the conversation, or fork the thread and run the fork.',
  });
}

/** A thread of another tenant does not exist for the caller. */
export function noSuchThread(): NotFoundError {
  return new NotFoundError('There is no such thread.');
}

/** The caller's key for a request; keys of different callers are different. */
export function idempotencyKeyOf(
  name: string | undefined,
  { subject }: Principal,
  content: unknown,
): IdempotencyKey | undefined {
  if (name === undefined) return undefined;
  const fingerprint = createHash('sha256').update(JSON.stringify(content)).digest('base64url');
  return { name: JSON.stringify([subject, name]), fingerprint };
}
