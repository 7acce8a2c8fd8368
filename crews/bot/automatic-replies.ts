import type { BaseStore } from '@langchain/langgraph-checkpoint';
import { z } from 'zod';

const key = 'automatic_reply';
const noteSchema = z.object({ at: z.number() });

/** After this Chatwoot would send its own message again, and so may the bot. */
const currentMs = 12 * 60 * 60 * 1_000;

/** Notes that Chatwoot itself has just greeted the customer, or said that nobody is there. */
export function noteAutomaticReply(
  store: BaseStore,
  { tenant, threadId }: { tenant: string; threadId: string },
  now = Date.now(),
): Promise<void> {
  return store.put([tenant, 'channel', threadId], key, { at: now });
}

/** Whether it has, in this half of the day: then the bot does not say the same once more. */
export async function hadAutomaticReply(
  store: BaseStore,
  { tenant, threadId }: { tenant: string; threadId: string },
  now = Date.now(),
): Promise<boolean> {
  const noted = noteSchema.safeParse((await store.get([tenant, 'channel', threadId], key))?.value).data;
  return noted !== undefined && noted.at > now - currentMs;
}
