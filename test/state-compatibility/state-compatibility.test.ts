import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { RedisSaver } from '#checkpoints/redis-saver.ts';
import { RedisStore } from '#checkpoints/store/redis-store.ts';
import { businessProfileSchema } from '#config/business-schema.ts';
import { queuedMessageSchema } from '#crews/bot/queued-message.ts';
import { createRedisTurnQueue } from '#crews/queue/redis-turn-queue.ts';
import type { Turn } from '#crews/queue/turn-queue.ts';
import { compileGraph, graphNames } from '#graphs/catalogue.ts';
import { memorySchema, recall } from '#graphs/shared/memory.ts';
import { startTestShop, type TestShop } from '#graphs/testing/shop.ts';
import { loadMemory } from '#launch/backup/memory.ts';
import { silentLogger as logger } from '#telemetry/logger.ts';
import { advice, lostNames, partsOf } from './lost-names.ts';
import { putBackQueue, queueContentSchema } from './queue-content.ts';
import { type RecordedThread, recordedReleases } from './release.ts';
import { takeStep } from './take-step.ts';
import { type NewIds, putBackWorld, readWorld, withNewIds } from './world.ts';

const releases = recordedReleases();
/** What waits in each recorded queue, in this order. */
const kinds = ['message', 'command', 'human_reply', 'automatic_reply'];

test('every graph, and every question of the house, is among the recorded threads', () => {
  const threads = releases.flatMap((release) => release.threads);
  expect(new Set(threads.map(({ graph }) => graph))).toEqual(new Set(graphNames));
});

describe.each(releases)(
  'what $version has left in Redis',
  ({ version, folder, recordedAt, threads, world }) => {
    const prefix = `state-${version}-${process.pid}:`;
    let shop: TestShop;
    let redis: Redis;
    let saver: RedisSaver;
    let store: RedisStore;
    let ids: NewIds;

    beforeAll(async () => {
      // The free times that were offered then lie ahead.
      vi.useFakeTimers({ toFake: ['Date'], now: new Date(recordedAt), shouldAdvanceTime: true });
      shop = await startTestShop();
      redis = new Redis(inject('redisUrl'));
      saver = new RedisSaver({ redis, prefix: `${prefix}checkpoint:` });
      store = new RedisStore({ redis, prefix: `${prefix}store:` });
      ids = await putBackWorld(shop.odoo, world);
    });
    afterAll(async () => {
      vi.useRealTimers();
      await shop.close();
      const keys = await redis.keys(`*${prefix}*`);
      if (keys.length > 0) await redis.del(keys);
      redis.disconnect();
    });

    test.each(threads)('$name: resumes', async (thread) => {
      await bringBack(thread);
      const checkpoints = saver.list({ configurable: { thread_id: thread.threadId } });
      const lost = await lostNames(checkpoints, partsOf(thread.graph, shop.dependencies));
      expect(lost, advice(version)).toEqual([]);

      const { reply, question, orders, appointments } = thread.expected;
      const standing = await takeStep(graphOf(thread), thread, thread.next);
      expect(standing.reply).toMatch(new RegExp(reply ?? ''));
      expect(standing.question).toBe(question);
      expect(standing.next.length > 0).toBe(question !== null);
      const now = await readWorld(shop.odoo, [thread.contact.phone]);
      expect(now.orders.map(({ state }) => state)).toEqual(orders);
      expect(now.appointments.map(({ values }) => values.active)).toEqual(appointments);
    });

    test('what is remembered of a contact is read', async () => {
      const path = join(folder, 'memory.jsonl');
      await loadMemory(store, path);
      const lines = (await readFile(path, 'utf8')).trim().split('\n');
      const remembered = lines.map((line) => JSON.parse(line)).filter(({ key }) => key === 'memory');
      expect(remembered.length).toBeGreaterThan(0);
      for (const { namespace, value } of remembered) {
        const contact = { id: Number(namespace[2]) };
        const read = await recall(store, { tenant: namespace[0], contact });
        expect(read, advice(version)).toEqual(value);
        expect(memorySchema.strict().safeParse(value).success, advice(version)).toBe(true);
      }
    });

    test('what waits in the queue is answered, and what was given up is tried again', async () => {
      const content = queueContentSchema.parse(
        JSON.parse(await readFile(join(folder, 'queue.json'), 'utf8')),
      );
      const queuePrefix = `{${prefix}queue}`;
      await putBackQueue(redis, queuePrefix, content);
      const turns: Turn[] = [];
      // Nothing is swept up here: it is the recorded job that must begin the first turn.
      const queue = createRedisTurnQueue({
        url: inject('redisUrl'),
        prefix: queuePrefix,
        logger,
        debounceMs: 0,
        sweepMs: 600_000,
      });
      try {
        await queue.start(async (turn) => void turns.push(turn));
        await vi.waitFor(async () => expect(turns).toHaveLength(kinds.length), 10_000);
        const [letter, ...others] = await queue.deadLetters.list();
        expect(others).toEqual([]);
        await queue.deadLetters.replay(letter?.id ?? '');
        await vi.waitFor(() => expect(turns).toHaveLength(kinds.length + 1), 10_000);
      } finally {
        await queue.close(1_000);
      }
      const messages = turns.flatMap((turn) => turn.messages);
      for (const message of messages) {
        expect(queuedMessageSchema.safeParse(message).error, advice(version)).toBeUndefined();
      }
      expect(messages.map(({ kind }) => kind)).toEqual([...kinds, 'message']);
    });

    async function bringBack({ name }: RecordedThread): Promise<void> {
      const lines = createInterface({ input: createReadStream(join(folder, `${name}.jsonl`)) });
      async function* renewed() {
        for await (const line of lines) yield withNewIds(line, ids);
      }
      await saver.importThread(renewed());
    }

    function graphOf({ graph, approvalAbove }: RecordedThread) {
      const { business } = shop.dependencies;
      const limits = { ...business.limits, approval_above: approvalAbove };
      const profile = businessProfileSchema.parse({ ...business, limits });
      return compileGraph(graph, { ...shop.dependencies, business: profile }, saver, store);
    }
  },
);
