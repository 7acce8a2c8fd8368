import { type Checkpoint, uuid6 } from '@langchain/langgraph-checkpoint';
import { Redis } from 'ioredis';
import { afterAll, inject } from 'vitest';
import { RedisSaver, type RedisSaverOptions } from './redis-saver.ts';

let prefixes = 0;

/** For tests: a connection, a prefix of this test file's own, and savers under it. Cleans up at the end. */
export function testSetup() {
  const redis = new Redis(inject('redisUrl'));
  prefixes += 1;
  const prefix = `test-${process.pid}-${Date.now().toString(36)}-${prefixes}:`;

  afterAll(async () => {
    for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 1000 })) {
      if (keys.length > 0) await redis.unlink(keys);
    }
    redis.disconnect();
  });

  return {
    redis,
    prefix,
    newSaver: (options: Partial<RedisSaverOptions> = {}) => new RedisSaver({ redis, prefix, ...options }),
    /** Bytes that Redis holds for a thread, all keys together. */
    async memoryOf(threadId: string): Promise<number> {
      const keys = await redis.keys(`${prefix}{${threadId}}:*`);
      const sizes = await Promise.all(keys.map((key) => redis.memory('USAGE', key, 'SAMPLES', 0)));
      return sizes.reduce<number>((sum, size) => sum + Number(size), 0);
    },
  };
}

/** For tests: the config of a thread, and of one checkpoint. */
export function threadConfig(threadId: string, checkpointId?: string, namespace = '') {
  return {
    configurable: { thread_id: threadId, checkpoint_ns: namespace, checkpoint_id: checkpointId },
  };
}

/** For tests: a checkpoint with these values, every channel at the same version. */
export function testCheckpoint(values: Record<string, unknown>, version = 1, id = uuid6(0)): Checkpoint {
  return {
    v: 4,
    id,
    ts: new Date().toISOString(),
    channel_values: values,
    channel_versions: Object.fromEntries(Object.keys(values).map((channel) => [channel, version])),
    versions_seen: {},
  };
}

/** For tests: metadata of a step. */
export function testMetadata(step = 0) {
  return { source: 'loop' as const, step, parents: {} };
}

/** For tests: everything that an asynchronous iterable yields. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
