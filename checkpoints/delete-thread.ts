import { threadKeys } from './names.ts';
import type { SaverContext } from './saver-context.ts';

/** Deletes all keys of a thread at once. */
export async function deleteThread(context: SaverContext, threadId: string): Promise<void> {
  await context.redis.unlink(Object.values(threadKeys(context.prefix, threadId)));
}
