import type { Redis } from 'ioredis';
import { decodeName } from './names.ts';
import { runGuarded } from './run-guarded.ts';
import type { RedisConnection } from './script.ts';

/** Some names, and where to go on. */
export interface HashTagPage {
  names: string[];
  /** For the next page; `undefined` at the end. */
  cursor: string | undefined;
}

/**
 * A page of the names in the braces of keys `<prefix>{<name>}<end>`, in no order; one may come twice, and a page may
 * be empty before the end. Looks at about `count` keys of one node, so it is no hot path.
 */
export async function scanHashTagPage(
  redis: RedisConnection,
  prefix: string,
  end: string,
  cursor = '0:0',
  count = 1000,
): Promise<HashTagPage> {
  const start = `${redis.options.keyPrefix ?? ''}${prefix}{`;
  const pattern = `${start.replace(/[*?[\]\\^]/g, '\\$&')}*}${end}`;
  const nodes: Redis[] = 'nodes' in redis ? redis.nodes('master') : [redis];
  const [first, position = '0'] = cursor.split(':');
  const index = Number(first);
  const node = nodes[index];
  if (!node) return { names: [], cursor: undefined };
  const [next, keys] = await runGuarded('read', () => node.scan(position, 'MATCH', pattern, 'COUNT', count));
  const names = keys.map((key) => decodeName(key.slice(start.length, -end.length - 1)));
  if (next !== '0') return { names, cursor: `${index}:${next}` };
  return { names, cursor: index + 1 < nodes.length ? `${index + 1}:0` : undefined };
}

/** All these names, each once. */
export async function* scanHashTags(
  redis: RedisConnection,
  prefix: string,
  end: string,
): AsyncGenerator<string> {
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await scanHashTagPage(redis, prefix, end, cursor);
    cursor = page.cursor;
    for (const name of page.names) {
      if (seen.has(name)) continue;
      seen.add(name);
      yield name;
    }
  } while (cursor !== undefined);
}
