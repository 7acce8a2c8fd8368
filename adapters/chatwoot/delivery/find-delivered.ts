import type { Message } from '../port.ts';

/** One message as it is to be sent. */
export interface Part {
  key: string;
  content: string;
  private: boolean;
  hasFile: boolean;
}

/**
 * The message in which an earlier call sent this part: the one that carries its key. Versions of Chatwoot
 * that drop the stamp are known by unstamped messages of the same sender; there the same text, sent since
 * the customer last wrote, is taken for the same part.
 *
 * @param recent Oldest first.
 * @param ownKind How our messages are signed: as an `agent_bot`, or as a `user` where there is no bot.
 */
export function findDelivered(
  recent: readonly Message[],
  part: Part,
  ownKind: 'agent_bot' | 'user',
): Message | undefined {
  const stamped = recent.find((message) => message.deliveryKey === part.key);
  if (stamped) return stamped;
  const lastIncoming = recent.findLastIndex(({ type }) => type === 'incoming');
  return recent
    .slice(lastIncoming + 1)
    .find(
      (message) =>
        message.type === 'outgoing' &&
        message.deliveryKey === null &&
        message.sender?.kind === ownKind &&
        message.private === part.private &&
        message.attachments.length > 0 === part.hasFile &&
        message.content.trim() === part.content.trim(),
    );
}
