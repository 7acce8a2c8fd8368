import { AIMessage } from '@langchain/core/messages';
import { type BaseStore, InMemoryStore } from '@langchain/langgraph-checkpoint';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { RedisStore } from '#checkpoints/store/redis-store.ts';
import type { NodeRuntime } from '../crew-tools.ts';
import { reachedCeiling } from './ceilings.ts';
import { parseModelPrices } from './model-prices.ts';
import { createSpendLedger, type ModelUse } from './spend-ledger.ts';

const prices = parseModelPrices(['gpt-4.1:2:8', 'gpt-4.1-mini:0.4:1.6']);
const answer = (input: number, output: number, model = 'gpt-4.1-mini-2025-04-14') =>
  new AIMessage({
    content: 'oi',
    usage_metadata: { input_tokens: input, output_tokens: output, total_tokens: input + output },
    response_metadata: { model_name: model },
  });
const runtime = (store: BaseStore | undefined, thread = 't', tenant = 'main') =>
  ({ store, context: { tenant }, configurable: { thread_id: thread } }) as unknown as NodeRuntime;

describe('prices', () => {
  test('are read from the setting', () => {
    expect([...prices]).toEqual([
      ['gpt-4.1', { input: 2, output: 8 }],
      ['gpt-4.1-mini', { input: 0.4, output: 1.6 }],
    ]);
    expect([...parseModelPrices(['openai/gpt-5:nitro:1:2'])]).toEqual([
      ['openai/gpt-5:nitro', { input: 1, output: 2 }],
    ]);
  });
  test.each(['gpt-4.1', 'gpt-4.1:2', 'gpt-4.1:two:8'])('%s is refused', (entry) => {
    expect(() => parseModelPrices([entry])).toThrow('OPENAI_PRICES');
  });
});

let redis: Redis;
beforeAll(() => {
  redis = new Redis(inject('redisUrl'));
});
afterAll(() => redis.disconnect());

describe.each([
  ['memory', () => new InMemoryStore()],
  ['Redis', () => new RedisStore({ redis, prefix: `spend-test-${Date.now()}:` })],
])('what is spent, in %s', (_, createStore) => {
  test('is counted by conversation, day and month, in tokens and money', async () => {
    const store = createStore();
    const ledger = createSpendLedger(prices);
    await ledger.record(runtime(store, 'a'), [answer(1_000, 500)]);
    await ledger.record(runtime(store, 'b'), [answer(1_000_000, 0, 'gpt-4.1'), answer(10, 10, 'unknown')]);
    const all = { tokens: 1_001_520, money: 2 + 0.0012 };
    expect(await ledger.spent(runtime(store, 'a'))).toEqual({
      conversation: { tokens: 1_500, money: expect.closeTo(0.0012, 8) },
      day: { ...all, money: expect.closeTo(all.money, 8) },
      month: { ...all, money: expect.closeTo(all.money, 8) },
    });
  });

  test('by several processes at once is not lost', async () => {
    const store = createStore();
    const ledgers = [createSpendLedger(prices), createSpendLedger(prices), createSpendLedger(prices)];
    await Promise.all(
      ledgers.flatMap((ledger, index) =>
        Array.from({ length: 20 }, () => ledger.record(runtime(store, `thread-${index}`), [answer(1, 0)])),
      ),
    );
    const spent = await ledgers[0]?.spent(runtime(store, 'thread-1'));
    expect(spent).toMatchObject({ conversation: { tokens: 20 }, day: { tokens: 60 }, month: { tokens: 60 } });
  });

  test('by one tenant is not on the bill of another', async () => {
    const store = createStore();
    const ledger = createSpendLedger(prices);
    await ledger.record(runtime(store, 't', 'acme'), [answer(5, 5)]);
    expect(await ledger.spent(runtime(store, 't', 'other'))).toMatchObject({
      conversation: { tokens: 0 },
      day: { tokens: 0 },
    });
  });

  test('today is not added to yesterday, but to the month', async () => {
    const store = createStore();
    let now = new Date('2026-11-22T23:59:00Z');
    const ledger = createSpendLedger(prices, () => now);
    await ledger.record(runtime(store), [answer(5, 5)]);
    now = new Date('2026-11-23T00:01:00Z');
    await ledger.record(runtime(store), [answer(1, 1)]);
    expect(await ledger.spent(runtime(store))).toMatchObject({ day: { tokens: 2 }, month: { tokens: 12 } });
  });
});

test('what is heard and seen counts as well: by tokens, or by time as input', async () => {
  const store = new InMemoryStore();
  const told: ModelUse[] = [];
  const audio = parseModelPrices(['whisper-1:100:0', 'gpt-4o-mini-transcribe:1.25:5']);
  const ledger = createSpendLedger(audio, undefined, (use) => told.push(use));
  await ledger.recordUsage(runtime(store), [
    { model: 'whisper-1', inputTokens: 0, outputTokens: 0, seconds: 30 },
    { model: 'gpt-4o-mini-transcribe', inputTokens: 400, outputTokens: 100 },
  ]);
  expect(await ledger.spent(runtime(store))).toMatchObject({
    conversation: { tokens: 500, money: expect.closeTo(0.003 + 0.001, 8) },
    day: { tokens: 500 },
  });
  expect(told).toMatchObject([
    { model: 'whisper-1', seconds: 30, money: expect.closeTo(0.003, 8) },
    { model: 'gpt-4o-mini-transcribe', inputTokens: 400 },
  ]);
  await ledger.recordUsage(runtime(store), [
    { model: 'whisper-1', inputTokens: 0, outputTokens: 0, seconds: 10 },
  ]);
  expect((await ledger.spent(runtime(store))).conversation.money).toBeCloseTo(0.005, 8);
});

test('without a store, or without usage, nothing is counted and nothing fails', async () => {
  const ledger = createSpendLedger(prices);
  await ledger.record(runtime(undefined), [answer(5, 5)]);
  expect((await ledger.spent(runtime(undefined))).day.tokens).toBe(0);
  const store = new InMemoryStore();
  await ledger.record(runtime(store), [new AIMessage('oi')]);
  expect((await ledger.spent(runtime(store))).day.tokens).toBe(0);
});

test('a store that fails once does not stop the counting', async () => {
  const store = new InMemoryStore();
  const ledger = createSpendLedger(prices);
  const get = store.get.bind(store);
  store.get = () => Promise.reject(new Error('down'));
  await expect(ledger.record(runtime(store), [answer(5, 5)])).rejects.toThrow('down');
  store.get = get;
  await ledger.record(runtime(store), [answer(1, 1)]);
  expect((await ledger.spent(runtime(store))).conversation.tokens).toBe(2);
});

describe('a ceiling', () => {
  const none = { tokens: 0, money: 0 };
  const spent = { conversation: { tokens: 100, money: 0.5 }, day: none, month: none };
  test.each([
    [{ conversation: { tokens: 101 } }, undefined],
    [{ conversation: { tokens: 100 } }, 'conversation'],
    [{ conversation: { money: 0.5 } }, 'conversation'],
    [{ conversation: { tokens: 1_000, money: 0.4 } }, 'conversation'],
    [{}, undefined],
  ])('%j: %s', (ceilings, reached) => {
    expect(reachedCeiling(spent, { conversation: {}, day: {}, month: {}, ...ceilings })).toBe(reached);
  });
  test('of the day or month counts as well', () => {
    const much = { ...spent, month: { tokens: 9, money: 9 } };
    expect(reachedCeiling(much, { conversation: {}, day: {}, month: { money: 9 } })).toBe('month');
  });
});
