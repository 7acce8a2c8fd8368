import { OutcomeUnknownError } from '#errors/errors.ts';
import { deliveryAttribute, messageAnswer } from '../http/answers.ts';
import type { Connection } from '../http/connection.ts';
import type { CallOptions, Delivery, Message } from '../port.ts';
import { findDelivered, type Part } from './find-delivered.ts';
import { recentMessages } from './recent-messages.ts';

/** What is to be sent: one text or several, each of which is sent at most once under `key#1`, `key#2`, … */
export interface DeliveryOrder {
  conversationId: number;
  contents: string[];
  private: boolean;
  key: string;
}

/**
 * Sends what earlier calls with the same key have not sent yet. A send whose answer is lost is looked up
 * before it is reported as unknown; it is never sent a second time.
 */
export async function deliver(
  connection: Connection,
  order: DeliveryOrder,
  options: CallOptions,
): Promise<Delivery> {
  const ownKind = connection.settings.botToken ? 'agent_bot' : 'user';
  const recent = await recentMessages(connection, order.conversationId, options);
  const messageIds: number[] = [];
  let alreadySent = true;
  for (const [index, content] of order.contents.entries()) {
    const part: Part = { key: `${order.key}#${index + 1}`, content, private: order.private };
    const unused = recent.filter(({ id }) => !messageIds.includes(id));
    const earlier = findDelivered(unused, part, ownKind);
    if (!earlier) alreadySent = false;
    const message = earlier ?? (await post(connection, order.conversationId, part, options));
    messageIds.push(message.id);
  }
  return { messageIds, alreadySent };
}

async function post(
  connection: Connection,
  conversationId: number,
  part: Part,
  options: CallOptions,
): Promise<Pick<Message, 'id'>> {
  try {
    return await connection.request(
      {
        operation: part.private ? 'send_private_note' : 'send_message',
        subject: `conversation ${conversationId}`,
        method: 'POST',
        path: `/conversations/${conversationId}/messages`,
        // Never a source_id: Chatwoot takes it for a message that the channel has sent already.
        body: {
          content: part.content,
          message_type: 'outgoing',
          private: part.private,
          content_attributes: { [deliveryAttribute]: part.key },
        },
        access: 'bots',
        effect: 'once',
        signal: options.signal,
      },
      messageAnswer,
    );
  } catch (error) {
    if (!(error instanceof OutcomeUnknownError) || options.signal?.aborted) throw error;
    const arrived = await findByKey(connection, conversationId, part.key, options).catch(() => undefined); // the first error says more
    if (arrived) return arrived;
    throw error;
  }
}

async function findByKey(
  connection: Connection,
  conversationId: number,
  key: string,
  options: CallOptions,
): Promise<Message | undefined> {
  const recent = await recentMessages(connection, conversationId, options);
  return recent.find(({ deliveryKey }) => deliveryKey === key);
}
