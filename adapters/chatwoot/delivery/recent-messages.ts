import type { Connection } from '../http/connection.ts';
import { messagePage, messagePageSize } from '../operations/list-messages.ts';
import type { CallOptions, Message } from '../port.ts';

/** A repeated call comes soon after the first one; what is older needs no comparing. */
const windowMs = 30 * 60 * 1_000;
const mostPages = 5;

/** The messages of the last half hour (at least the newest 20, at most 100), oldest first. */
export async function recentMessages(
  connection: Connection,
  conversationId: number,
  options: CallOptions,
): Promise<Message[]> {
  let messages: Message[] = [];
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page = await messagePage(connection, conversationId, messages[0]?.id, options);
    messages = [...page, ...messages];
    const oldest = page[0];
    const reachesBack = !oldest || Date.parse(oldest.createdAt) < Date.now() - windowMs;
    if (reachesBack || page.length < messagePageSize) break;
  }
  return messages;
}
