import { createHash } from 'node:crypto';
import type { ConversationState } from './conversation-state.ts';
import type { NodeRuntime } from './crew-tools.ts';

/**
 * The idempotency key of a write. The same wish in the same words of the same customer, tried again, finds its own
 * result; a later one makes a new one. The key comes from the thread and the newest message, which a retried step
 * sees unchanged.
 *
 * @param wish What is written; as JSON it is part of the key.
 */
export function stepKey(
  { messages }: Pick<ConversationState, 'messages'>,
  { configurable }: NodeRuntime,
  wish: unknown,
): string {
  const newest = messages.findLast((message) => message.getType() === 'human')?.id;
  const content = JSON.stringify([configurable?.thread_id, newest, wish]);
  return `mcpf-${createHash('sha256').update(content).digest('hex').slice(0, 24)}`;
}
