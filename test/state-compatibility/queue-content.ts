import type { Redis } from 'ioredis';
import { z } from 'zod';

/** What Redis holds under a key, whatever server and version wrote it. */
const contentSchema = z.union([
  z.object({ string: z.string() }),
  z.object({ list: z.array(z.string()) }),
  z.object({ set: z.array(z.string()) }),
  z.object({ hash: z.record(z.string(), z.string()) }),
  /** Members with their scores. */
  z.object({ sortedSet: z.array(z.tuple([z.string(), z.string()])) }),
]);
type Content = z.infer<typeof contentSchema>;

/** By what follows the queue's prefix. */
export const queueContentSchema = z.record(z.string(), contentSchema);
export type QueueContent = z.infer<typeof queueContentSchema>;

/** What Redis holds under a prefix. */
export async function readContent(redis: Redis, prefix: string): Promise<QueueContent> {
  const content: QueueContent = {};
  for (const key of (await redis.keys(`${prefix}*`)).sort()) {
    const read = await contentOf(redis, key);
    if (read) content[key.slice(prefix.length)] = read;
  }
  return content;
}

async function contentOf(redis: Redis, key: string): Promise<Content | undefined> {
  const type = await redis.type(key);
  switch (type) {
    case 'string':
      return { string: (await redis.get(key)) ?? '' };
    case 'list':
      return { list: await redis.lrange(key, 0, -1) };
    case 'set':
      return { set: await redis.smembers(key) };
    case 'hash':
      return { hash: await redis.hgetall(key) };
    case 'zset':
      return { sortedSet: pairsOf(await redis.zrange(key, '0', '-1', 'WITHSCORES')) };
    case 'stream':
      return undefined; // BullMQ's events, which nobody reads
    default:
      throw new Error(`${key} is a ${type}, which is not recorded`);
  }
}

function pairsOf(words: string[]): [string, string][] {
  return words.flatMap((member, index) => (index % 2 === 0 ? [[member, words[index + 1] ?? '']] : []));
}

/** Puts a recorded queue under another prefix. */
export async function putBackQueue(redis: Redis, prefix: string, content: QueueContent): Promise<void> {
  for (const [name, value] of Object.entries(content)) {
    const key = `${prefix}${name}`;
    if ('string' in value) await redis.set(key, value.string);
    else if ('list' in value) await redis.rpush(key, ...value.list);
    else if ('set' in value) await redis.sadd(key, ...value.set);
    else if ('hash' in value) await redis.hset(key, value.hash);
    else await redis.zadd(key, ...value.sortedSet.flatMap(([member, score]) => [score, member]));
  }
}
