import { threadKeys } from './names.ts';
import { runGuarded } from './run-guarded.ts';
import type { SaverContext } from './saver-context.ts';

/** Deletes all keys of a thread at once. */
export async function deleteThread(context: SaverContext, threadId: string): Promise<void> {
  const keys = Object.values(threadKeys(context.prefix, threadId));
  await runGuarded('write', () => context.redis.unlink(keys));
}
