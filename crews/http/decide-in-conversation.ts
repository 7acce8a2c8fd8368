import { ConflictError } from '#errors/errors.ts';
import { editedLinesSchema } from '#graphs/order-creation/approval.ts';
import type { Principal } from '#identity/principal.ts';
import type { CommandMessage } from '../bot/queued-message.ts';
import { conversationKeyOf } from '../bot/thread-id.ts';
import type { ThreadRecord } from '../runs/run-store.ts';
import { check } from './route.ts';
import type { Decision } from './schemas/decision-schema.ts';
import type { CrewsServices } from './services.ts';

/**
 * Gives a decision to the bot, as if its operator had written it in a private note: in the conversation's order,
 * with an answer to the customer, once.
 *
 * @returns `duplicate` where a decision about the same question was given before.
 * @throws InputError for an edit without all lines of the order.
 */
export async function decideInConversation(
  id: string,
  { thread, decision, principal }: { thread: ThreadRecord; decision: Decision; principal: Principal },
  queue: CrewsServices['queue'],
): Promise<'accepted' | 'duplicate'> {
  const { contact, conversation } = thread.context;
  if (!conversation || contact?.id === undefined) throw new ConflictError('The conversation is not known.');
  const { account: accountId, id: conversationId } = conversation;
  const command: CommandMessage = {
    kind: 'command',
    accountId,
    conversationId,
    messageId: 1, // of no message: what tells decisions apart is the approval's id
    contact: {
      id: contact.id,
      name: contact.name ?? null,
      phone: contact.phone ?? null,
      email: contact.email ?? null,
    },
    // Only a phone that its channel vouched for comes into a thread.
    channel: contact.phone ? 'Channel::Whatsapp' : null,
    command: commandOf(decision),
    agent: { id: 1, name: principal.subject },
  };
  return queue.offer({
    tenant: thread.tenant,
    conversationKey: conversationKeyOf(thread.tenant, { accountId, conversationId }),
    deliveryIds: [`approval:${id}`],
    message: { ...command },
    alone: true,
  });
}

function commandOf(decision: Decision): CommandMessage['command'] {
  switch (decision.decision) {
    case 'approve':
      return { name: 'approve' };
    case 'reject':
      return { name: 'reject', reason: decision.reason };
    case 'edit': {
      const hint =
        'Send {"decision": "edit", "lines": [{"product_id": 7, "quantity": 2}]}, with the whole order.';
      return { name: 'edit', lines: check(editedLinesSchema, decision.lines, { what: 'lines', hint }) };
    }
  }
}
