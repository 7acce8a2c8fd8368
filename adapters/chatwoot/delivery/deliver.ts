import { OutcomeUnknownError } from '#errors/errors.ts';
import { messageAnswer } from '../http/answers.ts';
import type { Connection } from '../http/connection.ts';
import type { CallOptions, Delivery, Message } from '../port.ts';
import { findDelivered, type Part } from './find-delivered.ts';
import { type MessageExtra, messageBody } from './message-extra.ts';
import { recentMessages } from './recent-messages.ts';

/** What is to be sent: one text or several, each of which is sent at most once under `key#1`, `key#2`, … */
export interface DeliveryOrder {
  conversationId: number;
  contents: string[];
  private: boolean;
  key: string;
  /** What the message is besides its text; then there is one text only. */
  extra?: MessageExtra;
}

/**
 * Sends what earlier calls with the same key have not sent yet. A send whose answer is lost is looked up
 * before it is reported as unknown; it is never sent a second time.
 */
export function deliver(
  connection: Connection,
  order: DeliveryOrder,
  options: CallOptions,
): Promise<Delivery> {
  return connection.turns(`deliver ${order.conversationId}`, () => sendMissing(connection, order, options));
}

async function sendMissing(
  connection: Connection,
  order: DeliveryOrder,
  options: CallOptions,
): Promise<Delivery> {
  const ownKind = connection.settings.botToken ? 'agent_bot' : 'user';
  const recent = await recentMessages(connection, order.conversationId, options);
  const { extra = {} } = order;
  const messageIds: number[] = [];
  let alreadySent = true;
  for (const [index, content] of order.contents.entries()) {
    const key = `${order.key}#${index + 1}`;
    const part: Part = { key, content, private: order.private, hasFile: extra.file !== undefined };
    const unused = recent.filter(({ id }) => !messageIds.includes(id));
    const earlier = findDelivered(unused, part, ownKind);
    if (!earlier) alreadySent = false;
    const message = earlier ?? (await post(connection, order.conversationId, part, extra, options));
    messageIds.push(message.id);
  }
  return { messageIds, alreadySent };
}

async function post(
  connection: Connection,
  conversationId: number,
  part: Part,
  extra: MessageExtra,
  options: CallOptions,
): Promise<Pick<Message, 'id'>> {
  try {
    return await connection.request(
      {
        operation: part.private ? 'send_private_note' : 'send_message',
        subject: `conversation ${conversationId}`,
        method: 'POST',
        path: `/conversations/${conversationId}/messages`,
        body: messageBody(part, extra),
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
