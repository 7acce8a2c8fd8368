import { conversationKeyOf, threadIdOf } from '../bot/thread-id.ts';
import type { ThreadRecord } from '../runs/run-store.ts';
import type { CrewsServices } from './services.ts';

type ThreadOfSomething = Pick<ThreadRecord, 'id' | 'tenant' | 'context'>;

/** Whether the bot runs a thread: not every thread that is about a conversation is that conversation's own. */
export function isOfConversation({ id, tenant, context: { conversation } }: ThreadOfSomething): boolean {
  return conversation !== undefined && id === threadIdOf(tenant, conversation.account, conversation.id);
}

/** Whether the bot is about to answer in this thread, or does. Its turns are no runs. */
export async function hasTurn(thread: ThreadOfSomething, queue: CrewsServices['queue']): Promise<boolean> {
  const { conversation } = thread.context;
  if (!conversation || !isOfConversation(thread)) return false;
  const { account: accountId, id: conversationId } = conversation;
  return queue.isBusy(conversationKeyOf(thread.tenant, { accountId, conversationId }));
}
