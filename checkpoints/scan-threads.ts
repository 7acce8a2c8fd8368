import type { Redis } from 'ioredis';
import { decodeName } from './names.ts';
import { runGuarded } from './run-guarded.ts';
import type { SaverContext } from './saver-context.ts';

/** Some threads, and where to go on. */
export interface ThreadPage {
  threadIds: string[];
  /** For the next page; `undefined` at the end. */
  cursor: string | undefined;
}

/**
 * A page of thread ids in no order; one may come twice, and a page may be empty before the end. Looks at about
 * `count` keys of the database, so it is no hot path.
 */
export async function scanThreads(context: SaverContext, cursor = '0:0', count = 1000): Promise<ThreadPage> {
  const { redis, prefix } = context;
  const start = `${redis.options.keyPrefix ?? ''}${prefix}{`;
  const end = '}:checkpoints';
  const pattern = `${start.replace(/[*?[\]\\^]/g, '\\$&')}*${end}`;
  const nodes: Redis[] = 'nodes' in redis ? redis.nodes('master') : [redis];
  const [index = 0, position = '0'] = [Number(cursor.split(':')[0]), cursor.split(':')[1]];
  const node = nodes[index];
  if (!node) return { threadIds: [], cursor: undefined };
  const [next, keys] = await runGuarded('read', () => node.scan(position, 'MATCH', pattern, 'COUNT', count));
  const threadIds = keys.map((key) => decodeName(key.slice(start.length, -end.length)));
  if (next !== '0') return { threadIds, cursor: `${index}:${next}` };
  return { threadIds, cursor: index + 1 < nodes.length ? `${index + 1}:0` : undefined };
}

/** The ids of all threads, each once. */
export async function* allThreads(context: SaverContext): AsyncGenerator<string> {
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await scanThreads(context, cursor);
    cursor = page.cursor;
    for (const threadId of page.threadIds) {
      if (seen.has(threadId)) continue;
      seen.add(threadId);
      yield threadId;
    }
  } while (cursor !== undefined);
}
