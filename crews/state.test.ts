import { randomBytes, randomUUID } from 'node:crypto';
import { emptyCheckpoint, MemorySaver } from '@langchain/langgraph-checkpoint';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { loadConfig } from '#config/load-config.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { connectState } from './state.ts';

let redis: Redis;
beforeAll(() => {
  redis = new Redis(inject('redisUrl'));
});
afterAll(() => redis.disconnect());

const key = () => randomBytes(32).toString('base64');
const secretWords = 'meu CPF termina em 725';

/** Stores one checkpoint and one memory under the given settings, and reads them back under others. */
async function keep(environment: Record<string, string>) {
  const { checkpointer, store } = connectState(loadConfig(environment), redis, silentLogger);
  const threadId = randomUUID();
  const address = { configurable: { thread_id: threadId, checkpoint_ns: '' } };
  const checkpoint = {
    ...emptyCheckpoint(),
    channel_values: { words: secretWords },
    channel_versions: { words: 1 },
  };
  await checkpointer.put(address, checkpoint, { source: 'input', step: 0, parents: {} }, { words: 1 });
  await store.put(['main', threadId], 'memory', { words: secretWords });
  const keys = await redis.keys(`*${threadId}*`);
  const stored = await Promise.all(keys.map((name) => redis.dumpBuffer(name)));
  return {
    keys,
    isPlain: stored.some((bytes) => bytes?.includes(secretWords)),
    read: async (other: Record<string, string>) => {
      const { checkpointer: reader, store: memory } = connectState(loadConfig(other), redis, silentLogger);
      const item = await memory.get(['main', threadId], 'memory');
      return [(await reader.getTuple(address))?.checkpoint.channel_values.words, item?.value.words];
    },
  };
}

test('without Redis state is in memory', () => {
  expect(connectState(loadConfig({}), undefined, silentLogger).checkpointer).toBeInstanceOf(MemorySaver);
});

test('threads expire when that is set', async () => {
  const { keys } = await keep({ STATE_EXPIRY_DAYS: '30' });
  const threadKeys = keys.filter((name) => name.startsWith('checkpoint:'));
  for (const name of threadKeys) expect(await redis.ttl(name)).toBeGreaterThan(29 * 86_400);
  expect(threadKeys.length).toBeGreaterThan(0);
});

test('with keys nothing readable is in Redis, older keys still read, and what was plain before stays readable', async () => {
  const [first, second] = [`a:${key()}`, `b:${key()}`];
  const plain = await keep({});
  expect(plain.isPlain).toBe(true);
  expect(await plain.read({ STATE_ENCRYPTION_KEYS: first })).toEqual([secretWords, secretWords]);

  const sealed = await keep({ STATE_ENCRYPTION_KEYS: first });
  expect(sealed.isPlain).toBe(false);
  expect(await sealed.read({ STATE_ENCRYPTION_KEYS: `${second},${first}` })).toEqual([
    secretWords,
    secretWords,
  ]);
  await expect(sealed.read({ STATE_ENCRYPTION_KEYS: second })).rejects.toThrow(/key/);
});

test('keys of a wrong form stop the start', () => {
  const config = loadConfig({ STATE_ENCRYPTION_KEYS: 'hello' });
  expect(() => connectState(config, redis, silentLogger)).toThrow(/id:base64/);
});
