import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { silentLogger } from '#telemetry/logger.ts';
import { createMemoryTurnStore } from './memory-turn-store.ts';
import { type QueueSettings, queueSettings } from './queue-settings.ts';
import { createRedisTurnStore } from './redis-turn-store.ts';
import { eventOf } from './testing.ts';
import type { TurnQueueOptions } from './turn-queue.ts';
import { type StoredLetter, type StoredMessage, type Taken, type TurnStore, toTurn } from './turn-store.ts';

const redis = new Redis(inject('redisUrl'));
const prefix = `{turn-store-test-${process.pid}}:`;
afterAll(() => redis.disconnect());

const implementations: [string, (settings: QueueSettings) => TurnStore][] = [
  ['memory', createMemoryTurnStore],
  ['Redis', (settings) => createRedisTurnStore(redis, { prefix, settings })],
];

/** What the queues' own suite cannot reach: attempts that lost their turn, and exact times. */
describe.each(implementations)('a turn store in %s', (_name, create) => {
  beforeEach(async () => {
    const keys = await redis.keys(`${prefix}*`);
    if (keys.length > 0) await redis.del(keys);
  });

  function storeWith(options: Partial<TurnQueueOptions> = {}): TurnStore {
    return create(queueSettings({ logger: silentLogger, debounceMs: 0, ...options }));
  }

  function textsIn(taken: Taken): unknown {
    return taken.kind === 'turn' ? taken.stored.map(({ message }) => message.text) : taken.kind;
  }

  function letterOf(taken: Taken, conversationKey: string): StoredLetter {
    if (taken.kind !== 'turn') throw new Error('nothing was taken');
    const { stored, attempt } = taken;
    const { turnId: id } = toTurn(conversationKey, stored, attempt);
    const error = { code: 'x', message: 'x', retryable: true };
    return { id, conversationKey, attempt, stored, error, diedAt: Date.now() };
  }

  test('an empty conversation has nothing to take', async () => {
    expect(await storeWith().take('a', 'me')).toEqual({ kind: 'nothing' });
  });

  test('the batch is fixed by the first attempt and counted by each', async () => {
    const store = storeWith();
    await store.append(eventOf('a', '1'));
    const first = await store.take('a', 'me');
    expect(await store.append(eventOf('a', '2'))).toMatchObject({ kind: 'accepted', running: true });
    const second = await store.take('a', 'you');
    expect([textsIn(first), textsIn(second)]).toEqual([['1'], ['1']]);
    expect(second).toEqual({ ...first, attempt: 2, waitedMs: expect.any(Number) });
    expect(await store.finish('a', 'you')).toBe('more');
    const third = await store.take('a', 'you');
    expect([textsIn(third), third]).toMatchObject([['2'], { attempt: 1 }]);
    expect(await store.finish('a', 'you')).toBe('nothing');
  });

  test('an attempt that lost its turn ends nothing', async () => {
    const store = storeWith();
    await store.append(eventOf('a', '1'));
    const taken = await store.take('a', 'slow');
    await store.take('a', 'new');
    expect(await store.finish('a', 'slow')).toBe('lost');
    expect(await store.bury(letterOf(taken, 'a'), 'slow')).toBe('lost');
    expect(await store.counts()).toMatchObject({ conversations: 1, dead: 0 });
    expect(await store.finish('a', 'new')).toBe('nothing');
    await store.append(eventOf('a', '2'));
    await store.take('a', 'newest');
    expect(await store.finish('a', 'new')).toBe('lost');
    expect(await store.finish('a', 'newest')).toBe('nothing');
  });

  test('a conversation is held from its first message until the last is answered', async () => {
    const store = storeWith();
    expect(await store.holds('a')).toBe(false);
    await store.append(eventOf('a', '1'));
    expect(await store.holds('a')).toBe(true);
    expect(await store.holds('b')).toBe(false);
    await store.take('a', 'me');
    expect(await store.holds('a')).toBe(true);
    await store.finish('a', 'me');
    expect(await store.holds('a')).toBe(false);
  });

  test('a turn is early until it was quiet for the debounce, or the first message has waited enough', async () => {
    const store = storeWith({ debounceMs: 300, longestDebounceMs: 500 });
    await store.append(eventOf('a', '1'));
    const early = await store.take('a', 'me');
    expect(early).toEqual({ kind: 'early', dueInMs: expect.any(Number) });
    expect(early.kind === 'early' && early.dueInMs).toBeGreaterThan(250);
    await sleep(250);
    await store.append(eventOf('a', '2'));
    const again = await store.take('a', 'me');
    expect(again.kind === 'early' && again.dueInMs).toBeGreaterThan(150);
    expect(again.kind === 'early' && again.dueInMs).toBeLessThanOrEqual(255);
    await sleep(270);
    expect(textsIn(await store.take('a', 'me'))).toEqual(['1', '2']);
  });

  test('a turn tells how long the first of its messages has waited', async () => {
    const store = storeWith();
    await store.append(eventOf('a', '1'));
    await sleep(60);
    await store.append(eventOf('a', '2'));
    const taken = await store.take('a', 'me');
    expect(taken.kind === 'turn' && taken.waitedMs).toBeGreaterThanOrEqual(59);
  });

  test('what waits, the oldest first, older than asked', async () => {
    const store = storeWith();
    for (const name of ['a', 'b', 'c']) {
      await store.append(eventOf(name, 'oi'));
      await sleep(300);
    }
    expect(await store.unanswered(0, 10)).toEqual(['a', 'b', 'c']);
    expect(await store.unanswered(0, 2)).toEqual(['a', 'b']);
    expect(await store.unanswered(450, 10)).toEqual(['a', 'b']);
    expect((await store.counts()).oldestMs).toBeGreaterThanOrEqual(850);
    await store.take('a', 'me');
    await store.finish('a', 'me');
    expect(await store.unanswered(0, 10)).toEqual(['b', 'c']);
  });

  test('a replayed letter is one turn again, at the head, without debounce', async () => {
    const store = storeWith({ debounceMs: 100 });
    await store.append(eventOf('a', '1'));
    await store.append(eventOf('a', '2'));
    await sleep(110);
    const letter = letterOf(await store.take('a', 'me'), 'a');
    await store.append(eventOf('a', '3'));
    expect(await store.bury(letter, 'me')).toBe('more');
    expect(await store.letters(10)).toEqual([letter]);
    expect(await store.letter(letter.id)).toEqual(letter);
    expect(await store.replay(letter)).toBe('replayed');
    expect(await store.replay(letter)).toBe('missing');
    const taken = await store.take('a', 'me');
    expect([textsIn(taken), taken]).toMatchObject([['1', '2'], { attempt: 1 }]);
    expect(letterOf(taken, 'a').id).toBe(letter.id);
    expect(await store.finish('a', 'me')).toBe('more');
  });

  test('nothing is replayed into a turn that has begun', async () => {
    const store = storeWith();
    await store.append(eventOf('a', '1'));
    const letter = letterOf(await store.take('a', 'me'), 'a');
    await store.bury(letter, 'me');
    await store.append(eventOf('a', '2'));
    await store.take('a', 'me');
    expect(await store.replay(letter)).toBe('busy');
    expect(await store.letters(10)).toEqual([letter]);
  });

  test('what a message holds comes back as it was', async () => {
    const store = storeWith();
    const message = { text: 'ação: 1:2\n"x" \u2028 😀', empty: [], none: null, big: 9_007_199_254_740_991 };
    await store.append({ ...eventOf('a:{b}', ''), message });
    const taken = await store.take('a:{b}', 'me');
    expect(taken.kind === 'turn' && taken.stored[0]?.message).toEqual(message);
  });
});

describe('the id of a turn', () => {
  const stored = (...ids: string[]): StoredMessage[] =>
    ids.map((id) => ({ id, tenant: 'main', message: {} }));
  const idOf = (conversationKey: string, ids: string[]) => toTurn(conversationKey, stored(...ids), 1).turnId;

  test('follows from the conversation and the deliveries alone', () => {
    expect(toTurn('a', stored('1', '2'), 3).turnId).toBe(idOf('a', ['1', '2']));
    const others = [idOf('b', ['1', '2']), idOf('a', ['1']), idOf('a', ['2', '1']), idOf('a', ['12'])];
    expect(new Set([idOf('a', ['1', '2']), ...others]).size).toBe(5);
  });
});
