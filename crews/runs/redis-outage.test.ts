import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { MemorySaver } from '@langchain/langgraph';
import { expect, inject, test } from 'vitest';
import { connectRedis } from '#adapters/redis/connect-redis.ts';
import { startRedisProxy } from '#adapters/redis/testing.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { createRedisRunStore } from './redis-run-store.ts';
import { startRunEngine } from './run-engine.ts';
import { allGraphs, trailGraph, trailOrder } from './testing.ts';

const leaseMs = 900;

/** A replica that reaches Redis at an address of its own; the checkpoints are elsewhere, and stay. */
async function replica(url: string, name: string, saver: MemorySaver, executed: string[]) {
  const connect = (patient: boolean) =>
    connectRedis({ url, role: 'outage-test', logger: silentLogger, patient });
  const redis = connect(false);
  const store = createRedisRunStore({ redis, subscriber: connect(true), prefix: `{${name}}:`, leaseMs });
  const engine = await startRunEngine({
    store,
    graphs: allGraphs(trailGraph(saver, executed)),
    checkpointer: saver,
    logger: silentLogger,
    leaseMs,
    pollMs: 100,
  });
  return {
    store,
    engine,
    async close() {
      await engine.close(0);
      await store.close();
      redis.disconnect();
    },
  };
}

test('a replica that loses Redis lets go of its run, and another one ends it, once', async () => {
  const proxy = await startRedisProxy(inject('redisUrl'));
  const [name, saver] = [`outage-${randomUUID()}`, new MemorySaver()];
  const [byA, byB]: [string[], string[]] = [[], []];
  const a = await replica(proxy.url, name, saver, byA);
  const b = await replica(inject('redisUrl'), name, saver, byB);

  const order = trailOrder({ pace: 2_500 });
  await a.engine.receive(order);
  await expect.poll(() => byA).toEqual(['one']);
  await proxy.cut();
  const run = await b.engine.wait(order.id, AbortSignal.timeout(18_000));
  expect(run).toMatchObject({ status: 'done', attempt: 2 });
  expect(run?.result?.output?.trail).toEqual(['input', 'one', 'two', 'three']);
  // The first one was cut off before its step was done: nothing of it came into the thread.
  expect(byA).toEqual(['one']);
  expect(byB).toEqual(['one', 'two', 'three']);

  await proxy.restore();
  const next = trailOrder({ pace: 0 }, { threadId: order.threadId });
  await expect
    .poll(() => a.engine.receive(next).catch(() => undefined), { timeout: 8_000 })
    .toMatchObject({ kind: expect.stringMatching(/started|waiting/) });
  expect(await a.engine.wait(next.id, AbortSignal.timeout(8_000))).toMatchObject({ status: 'done' });
  await sleep(50);
  await Promise.all([a.close(), b.close()]);
  await proxy.close();
}, 60_000);
