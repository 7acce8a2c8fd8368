import type { BusinessProfile } from '#config/business-schema.ts';
import type { NodeRuntime } from '#graphs/shared/crew-tools.ts';
import { perceive } from '#graphs/shared/perception/perceive.ts';
import type { Senses } from '#graphs/shared/perception/senses.ts';
import { reachedCeiling } from '#graphs/shared/spending/ceilings.ts';
import type { SpendLedger } from '#graphs/shared/spending/spend-ledger.ts';
import type { CustomerMessage, QueuedAttachment } from './queued-message.ts';

export interface Perception {
  /** Undefined where nothing is set up that hears or sees. */
  senses: Senses | undefined;
  /** Chatwoot's address: files from anywhere else are not fetched. */
  filesFrom: string | undefined;
  /** Counts what it costs; without it nothing is counted. */
  spending: SpendLedger | undefined;
  /** How long Chatwoot's own transcript of a voice message is waited for. */
  transcriptWaitMs: number;
  /** Beyond these nothing is heard or seen any more. */
  ceilings: BusinessProfile['spend'];
}

/** Whose turn it is, and in which thread: what the costs belong to. */
type Turn = NodeRuntime & { signal: AbortSignal };

/**
 * The messages with words for their voice messages and pictures, where Chatwoot has none and they can be heard or
 * seen. What cannot stays without words, and the customer is told so.
 */
export async function perceiveAttachments(
  messages: readonly CustomerMessage[],
  { senses, filesFrom, spending, ceilings }: Perception,
  turn: Turn,
): Promise<readonly CustomerMessage[]> {
  if (!filesFrom || !messages.some(({ attachments }) => attachments.some(isUnheard))) return messages;
  if (spending && reachedCeiling(await spending.spent(turn), ceilings)) return messages;
  const perceived = async (attachment: QueuedAttachment): Promise<QueuedAttachment> => {
    if (!isUnheard(attachment)) return attachment;
    const { type, dataUrl: url } = attachment;
    const sensed = await perceive({ type, url }, senses, { from: filesFrom, signal: turn.signal });
    if (sensed?.usage) await spending?.recordUsage(turn, [sensed.usage]);
    return sensed?.words ? { ...attachment, transcribedText: sensed.words } : attachment;
  };
  return Promise.all(
    messages.map(async (message) => ({
      ...message,
      attachments: await Promise.all(message.attachments.map(perceived)),
    })),
  );
}

function isUnheard({ transcribedText, dataUrl }: QueuedAttachment): boolean {
  return !transcribedText && dataUrl !== null;
}
