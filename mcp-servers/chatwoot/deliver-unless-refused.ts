import { z } from 'zod';
import type { Chatwoot, Delivery } from '#adapters/chatwoot/port.ts';
import type { ConflictError } from '#errors/errors.ts';

/** What a tool that sends something answers. */
export const deliverySchema = z.object({
  message_ids: z.array(z.int()).describe('In order.'),
  already_sent: z.boolean().describe('Whether an earlier call with this key had sent it.'),
});

/**
 * Sends, unless there is a reason not to. What went out before that reason came up is told as sent, not as
 * refused, so that a repeated call ends as the first one did.
 *
 * @throws The refusal, when nothing has been sent.
 */
export async function deliverUnlessRefused(
  refusal: ConflictError | undefined,
  earlier: {
    chatwoot: Pick<Chatwoot, 'listMessages'>;
    conversationId: number;
    deliveryKey: string;
    signal: AbortSignal;
  },
  send: () => Promise<Delivery>,
): Promise<z.input<typeof deliverySchema>> {
  if (!refusal) {
    const { messageIds, alreadySent } = await send();
    return { message_ids: messageIds, already_sent: alreadySent };
  }
  const message_ids = await sentEarlier(earlier);
  if (message_ids.length === 0) throw refusal;
  return { message_ids, already_sent: true };
}

async function sentEarlier({
  chatwoot,
  conversationId,
  deliveryKey,
  signal,
}: Parameters<typeof deliverUnlessRefused>[1]): Promise<number[]> {
  const { messages } = await chatwoot.listMessages(conversationId, { limit: 40 }, { signal });
  return messages.filter((message) => message.deliveryKey?.startsWith(`${deliveryKey}#`)).map(({ id }) => id);
}
