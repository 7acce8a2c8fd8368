import type { Redis } from 'ioredis';
import { decodeName } from './names.ts';
import type { SaverContext } from './saver-context.ts';

/** The ids of all threads, each once, in no order. Scans the whole database, so it is no hot path. */
export async function* scanThreads(context: SaverContext): AsyncGenerator<string> {
  const { redis, prefix } = context;
  const start = `${redis.options.keyPrefix ?? ''}${prefix}{`;
  const end = '}:checkpoints';
  const pattern = `${start.replace(/[*?[\]\\^]/g, '\\$&')}*${end}`;
  const seen = new Set<string>();
  const nodes: Redis[] = 'nodes' in redis ? redis.nodes('master') : [redis];
  for (const node of nodes) {
    let cursor = '0';
    do {
      const [next, keys] = await node.scan(cursor, 'MATCH', pattern, 'COUNT', 1000);
      cursor = next;
      for (const key of keys) {
        if (seen.has(key)) continue;
        seen.add(key);
        yield decodeName(key.slice(start.length, -end.length));
      }
    } while (cursor !== '0');
  }
}
