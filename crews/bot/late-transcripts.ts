import { setTimeout as wait } from 'node:timers/promises';
import type { BaseStore } from '@langchain/langgraph-checkpoint';
import { z } from 'zod';
import type { CustomerMessage } from './queued-message.ts';

const key = 'transcripts';
const pollMs = 250;
/** More voice messages than that are not read in one turn. */
const keptMessages = 20;

const notedSchema = z.array(z.object({ messageId: z.int(), transcripts: z.array(z.string().nullable()) }));
type Noted = z.output<typeof notedSchema>;

export interface Place {
  tenant: string;
  threadId: string;
}

/** Keeps what Chatwoot has understood of a message, for the turn that waits for it. One at a time in a conversation. */
export async function noteTranscripts(store: BaseStore, place: Place, told: Noted[number]): Promise<void> {
  const others = (await noted(store, place)).filter(({ messageId }) => messageId !== told.messageId);
  await store.put(namespaceOf(place), key, { noted: [...others, told].slice(-keptMessages) });
}

/**
 * The messages with the transcripts of their voice messages, which Chatwoot tells some seconds after the message.
 *
 * @param options.waitMs Longest wait for those that have not come yet.
 */
export async function withLateTranscripts(
  messages: readonly CustomerMessage[],
  { store, place, waitMs, signal }: { store: BaseStore; place: Place; waitMs: number; signal: AbortSignal },
): Promise<readonly CustomerMessage[]> {
  if (!messages.some(isUnheard)) return messages;
  const deadline = performance.now() + waitMs;
  for (;;) {
    const known = await noted(store, place);
    const heard = messages.map((message) => withTranscripts(message, known));
    if (!heard.some(isUnheard) || performance.now() >= deadline) return heard;
    await wait(pollMs, undefined, { signal });
  }
}

function withTranscripts(message: CustomerMessage, known: Noted): CustomerMessage {
  const transcripts = known.find(({ messageId }) => messageId === message.messageId)?.transcripts ?? [];
  return {
    ...message,
    attachments: message.attachments.map((attachment, index) => {
      const words = attachment.transcribedText ?? transcripts[index];
      return words ? { ...attachment, transcribedText: words } : attachment;
    }),
  };
}

function isUnheard({ attachments }: CustomerMessage): boolean {
  return attachments.some(({ type, transcribedText }) => type === 'audio' && !transcribedText);
}

async function noted(store: BaseStore, place: Place): Promise<Noted> {
  const item = await store.get(namespaceOf(place), key);
  return notedSchema.safeParse(item?.value.noted).data ?? [];
}

function namespaceOf({ tenant, threadId }: Place): string[] {
  return [tenant, 'channel', threadId];
}
