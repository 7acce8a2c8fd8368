import { perceive } from '#graphs/shared/perception/perceive.ts';
import type { Senses } from '#graphs/shared/perception/senses.ts';
import type { CustomerMessage, QueuedAttachment } from './queued-message.ts';

export interface Perception {
  /** Undefined where nothing is set up that hears or sees. */
  senses: Senses | undefined;
  /** Chatwoot's address: files from anywhere else are not fetched. */
  filesFrom: string | undefined;
}

/**
 * The messages with words for their voice messages and pictures, where Chatwoot has none and they can be heard or
 * seen. What cannot stays without words, and the customer is told so.
 */
export function perceiveAttachments(
  messages: readonly CustomerMessage[],
  { senses, filesFrom }: Perception,
  signal: AbortSignal,
): Promise<CustomerMessage[]> {
  const perceived = async (attachment: QueuedAttachment): Promise<QueuedAttachment> => {
    const { type, dataUrl, transcribedText } = attachment;
    if (transcribedText || !filesFrom) return attachment;
    const words = await perceive({ type, url: dataUrl }, senses, { from: filesFrom, signal });
    return words ? { ...attachment, transcribedText: words } : attachment;
  };
  return Promise.all(
    messages.map(async (message) => ({
      ...message,
      attachments: await Promise.all(message.attachments.map(perceived)),
    })),
  );
}
