import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { connectRedis } from '#adapters/redis/connect-redis.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { createMemoryRunStore } from './memory-run-store.ts';
import { createRedisRunStore } from './redis-run-store.ts';
import type { RunOrder } from './run.ts';
import type { RunSignal, RunStore, RunStoreSettings } from './run-store.ts';

const connect = (role: string) => connectRedis({ url: inject('redisUrl'), role, logger: silentLogger });
const redis = connect('runs-test');
const stores = new Set<RunStore>();
afterAll(async () => {
  await Promise.all([...stores].map((store) => store.close()));
  redis.disconnect();
});

const implementations: [string, (settings?: Partial<RunStoreSettings>) => RunStore][] = [
  ['in memory', createMemoryRunStore],
  [
    'in Redis',
    (settings = {}) =>
      createRedisRunStore({
        redis,
        subscriber: connect('runs-test-subscriber'),
        prefix: `{runs-test-${randomUUID()}}:`,
        ...settings,
      }),
  ],
];

function order(fields: Partial<RunOrder> = {}): RunOrder {
  return {
    id: randomUUID(),
    threadId: randomUUID(),
    tenant: 'acme',
    graph: 'support',
    input: { messages: [{ role: 'user', content: 'olá' }] },
    context: {},
    doubleTexting: 'enqueue',
    streamModes: [],
    createdAt: new Date().toISOString(),
    ...fields,
  };
}
const done = { status: 'done' as const, result: { output: { reply: 'oi' }, interrupts: [] } };
const begin = { owner: 'A', start: true };

describe.each(implementations)('a store of runs %s', (_, create) => {
  let store: RunStore;
  beforeEach(() => {
    store = create({ leaseMs: 200 });
    stores.add(store);
  });

  test('keeps a run from its beginning to its end', async () => {
    const context = { contact: { id: 7 } };
    const run = order({ webhook: 'https://example.com/hook', context });
    expect(await store.begin(run, begin)).toEqual({ kind: 'started' });
    expect(await store.read(run.id)).toMatchObject({ ...run, status: 'running', attempt: 1, released: 0 });
    expect(await store.readThread(run.threadId)).toMatchObject({
      tenant: 'acme',
      context,
      active: run.id,
    });
    expect(await store.end('A', run, done)).toBe('ended');
    expect(await store.read(run.id)).toMatchObject({
      ...run,
      ...done,
      updatedAt: expect.stringMatching(/Z$/),
    });
    expect((await store.readThread(run.threadId))?.active).toBeUndefined();
    expect(await store.read(randomUUID())).toBeUndefined();
    expect(await store.readThread(randomUUID())).toBeUndefined();
  });

  test('a thread is of the tenant and the graph that used it first', async () => {
    const run = order();
    await store.begin(run, begin);
    const { threadId } = run;
    expect(await store.begin(order({ threadId, tenant: 'other' }), begin)).toEqual({ kind: 'foreign' });
    const otherGraph = order({ threadId, graph: 'product-search' });
    expect(await store.begin(otherGraph, begin)).toEqual({ kind: 'other_graph', graph: 'support' });
    expect(await store.read(otherGraph.id)).toBeUndefined();
  });

  describe('an idempotency key', () => {
    const key = { name: 'k', fingerprint: 'f' };
    test('names the same run again, and no other content, for its tenant alone', async () => {
      const run = order();
      await store.begin(run, { ...begin, key });
      expect(await store.begin(order(), { ...begin, key })).toEqual({ kind: 'known', id: run.id });
      const other = { ...key, fingerprint: 'g' };
      expect(await store.begin(order(), { ...begin, key: other })).toEqual({ kind: 'key_reused' });
      expect(await store.begin(order({ tenant: 'other' }), { ...begin, key })).toEqual({ kind: 'started' });
      await store.end('A', run, done);
      expect(await store.begin(order(), { ...begin, key })).toEqual({ kind: 'known', id: run.id });
    });

    test('is not used up by a run that was refused', async () => {
      const run = order();
      await store.begin(run, begin);
      const busy = order({ threadId: run.threadId, doubleTexting: 'reject' });
      expect(await store.begin(busy, { ...begin, key })).toEqual({ kind: 'busy' });
      await store.end('A', run, done);
      expect(await store.begin(busy, { ...begin, key })).toEqual({ kind: 'started' });
    });

    test('of fifty at once makes one run', async () => {
      const all = await Promise.all(
        Array.from({ length: 50 }, () => store.begin(order(), { ...begin, key })),
      );
      expect(all.filter(({ kind }) => kind === 'started')).toHaveLength(1);
      expect(all.filter(({ kind }) => kind === 'known')).toHaveLength(49);
    });
  });

  describe('the order of a thread', () => {
    test('one run at a time, in the order of their arrival', async () => {
      const first = order();
      const { threadId } = first;
      const [second, third] = [order({ threadId }), order({ threadId })];
      await store.begin(first, begin);
      expect(await store.begin(second, begin)).toEqual({ kind: 'waiting' });
      expect(await store.begin(third, begin)).toEqual({ kind: 'waiting' });
      expect(await store.take('B', 10)).toEqual([]);
      await store.end('A', first, done);
      expect(await store.take('B', 10)).toMatchObject([{ id: second.id, attempt: 1 }]);
      await store.end('B', second, done);
      expect(await store.take('A', 10)).toMatchObject([{ id: third.id }]);
    });

    test('a run that does not want to wait is refused', async () => {
      const first = order();
      await store.begin(first, begin);
      const second = order({ threadId: first.threadId, doubleTexting: 'reject' });
      expect(await store.begin(second, begin)).toEqual({ kind: 'busy' });
    });

    test.each(['interrupt', 'rollback'] as const)(
      '%s stops the active run and comes next',
      async (doubleTexting) => {
        const signals: RunSignal[] = [];
        await store.onSignal((signal) => signals.push(signal));
        const first = order();
        const { threadId } = first;
        const [waiting, urgent] = [order({ threadId }), order({ threadId, doubleTexting })];
        await store.begin(first, begin);
        await store.begin(waiting, begin);
        expect(await store.begin(urgent, begin)).toEqual({ kind: 'waiting' });
        expect(await store.read(first.id)).toMatchObject({ status: 'running', stop: doubleTexting });
        await expect.poll(() => signals).toContainEqual({ kind: 'stop', id: first.id });
        await store.end('A', first, { status: 'cancelled', result: { interrupts: [] } });
        expect(await store.take('A', 10)).toMatchObject([{ id: urgent.id }]);
      },
    );

    test('has a bound', async () => {
      store = create({ maximumWaiting: 2 });
      stores.add(store);
      const { threadId } = order();
      const kinds = [];
      for (let count = 0; count < 4; count++)
        kinds.push((await store.begin(order({ threadId }), begin)).kind);
      expect(kinds).toEqual(['started', 'waiting', 'waiting', 'full']);
    });
  });

  describe('a lease', () => {
    test('that runs out gives the run to another, and its first owner can no longer end it', async () => {
      const run = order();
      await store.begin(run, begin);
      expect(await store.take('B', 10)).toEqual([]);
      await sleep(250);
      expect(await store.take('B', 10)).toMatchObject([{ id: run.id, attempt: 2, released: 0 }]);
      expect(await store.end('A', run, done)).toBe('lost');
      expect(await store.renew('A', [run.id])).toEqual({ lost: [run.id], stopping: [] });
      await store.append('A', run.id, { mode: 'custom', data: '1' });
      expect(await store.events(run.id, undefined, 10)).toEqual([]);
      expect(await store.end('B', run, done)).toBe('ended');
    });

    test('is kept by renewing it', async () => {
      const run = order();
      await store.begin(run, begin);
      for (let count = 0; count < 4; count++) {
        await sleep(80);
        expect(await store.renew('A', [run.id])).toEqual({ lost: [], stopping: [] });
      }
      expect(await store.take('B', 10)).toEqual([]);
    });

    test('can be given up, for others to go on', async () => {
      const run = order();
      await store.begin(run, begin);
      await store.release('B', run.id);
      expect(await store.take('B', 10)).toEqual([]);
      await store.release('A', run.id);
      expect(await store.take('B', 10)).toMatchObject([{ id: run.id, attempt: 2, released: 1 }]);
    });

    test('is not taken where the replica has no room: whoever has takes the run', async () => {
      const run = order();
      expect(await store.begin(run, { owner: 'A', start: false })).toEqual({ kind: 'waiting' });
      const taken = await Promise.all([store.take('A', 10), store.take('B', 10), store.take('C', 10)]);
      expect(taken.flat()).toMatchObject([{ id: run.id, attempt: 1 }]);
    });
  });

  describe('stopping', () => {
    test('ends what has not begun, asks the owner of what has, and leaves the ended alone', async () => {
      const first = order();
      const second = order({ threadId: first.threadId });
      await store.begin(first, begin);
      await store.begin(second, begin);
      expect(await store.stop(second.id, 'cancel')).toBe('ended');
      expect(await store.read(second.id)).toMatchObject({ status: 'cancelled', result: { interrupts: [] } });
      expect(await store.stop(first.id, 'cancel')).toBe('asked');
      expect(await store.read(first.id)).toMatchObject({ status: 'running', stop: 'cancel' });
      expect(await store.renew('A', [first.id])).toEqual({ lost: [], stopping: [first.id] });
      await store.end('A', first, done);
      expect(await store.take('A', 10)).toEqual([]);
      expect(await store.stop(first.id, 'cancel')).toBe('ended');
      expect(await store.read(first.id)).toMatchObject({ status: 'done' });
      expect(await store.stop(randomUUID(), 'cancel')).toBe('missing');
    });
  });

  describe('events', () => {
    test('are read behind the last one that is known, and watchers are told of them', async () => {
      const run = order();
      await store.begin(run, begin);
      let changes = 0;
      const unwatch = await store.watch(run.id, () => {
        changes += 1;
      });
      for (const data of ['1', '2', '3']) await store.append('A', run.id, { mode: 'updates', data });
      const all = await store.events(run.id, undefined, 10);
      expect(all.map(({ mode, data }) => [mode, data])).toEqual([
        ['updates', '1'],
        ['updates', '2'],
        ['updates', '3'],
      ]);
      expect(await store.events(run.id, all[0]?.id, 1)).toEqual([all[1]]);
      expect(await store.events(run.id, all[2]?.id, 10)).toEqual([]);
      await expect.poll(() => changes).toBe(3);
      await store.end('A', run, done);
      await expect.poll(() => changes).toBe(4);
      unwatch();
      expect(await store.events(run.id, undefined, 10)).toHaveLength(3);
    });
  });

  describe('threads', () => {
    test('that wait for an approval are found, oldest first, by their tenant', async () => {
      const threads = [order(), order(), order({ tenant: 'other' })];
      for (const run of threads) {
        await store.begin(run, begin);
        await store.end('A', run, { ...done, status: 'interrupted', approval: true });
        await sleep(2);
      }
      const page = { offset: 0, limit: 10 };
      const found = await store.waitingThreads('acme', page);
      expect(found.map(({ id }) => id)).toEqual([threads[0]?.threadId, threads[1]?.threadId]);
      expect(await store.waitingThreads('acme', { offset: 1, limit: 1 })).toEqual([found[1]]);

      const answer = order({ threadId: found[0]?.id ?? '' });
      await store.begin(answer, begin);
      await store.end('A', answer, { ...done, approval: false });
      expect(await store.waitingThreads('acme', page)).toHaveLength(1);
    });

    test('of another part of the process are known too', async () => {
      const thread = {
        id: randomUUID(),
        tenant: 'acme',
        graph: 'customer-service',
        context: { contact: { id: 7 } },
      };
      await store.noteThread({ ...thread, approval: true });
      expect(await store.readThread(thread.id)).toMatchObject(thread);
      expect(await store.waitingThreads('acme', { offset: 0, limit: 10 })).toHaveLength(1);
      await store.noteThread({ ...thread, approval: false });
      expect(await store.waitingThreads('acme', { offset: 0, limit: 10 })).toEqual([]);
    });

    test('are forgotten, but not while they are used', async () => {
      const run = order();
      await store.begin(run, begin);
      expect(await store.forgetThread(run.threadId)).toBe('busy');
      await store.end('A', run, { ...done, approval: true });
      expect(await store.forgetThread(run.threadId)).toBe('forgotten');
      expect(await store.readThread(run.threadId)).toBeUndefined();
      expect(await store.waitingThreads('acme', { offset: 0, limit: 10 })).toEqual([]);
    });
  });

  describe('deliveries', () => {
    test('are due at the end of a run, leased, tried again and settled', async () => {
      const run = order({ webhook: 'https://example.com' });
      await store.begin(run, begin);
      expect(await store.takeDeliveries(10, 100)).toEqual([]);
      await store.end('A', run, done);
      expect(await store.takeDeliveries(10, 100)).toMatchObject([
        { id: run.id, status: 'done', delivery: { state: 'pending', attempts: 1 } },
      ]);
      expect(await store.takeDeliveries(10, 100)).toEqual([]);
      await store.settleDelivery(run.id, { againInMs: 0 });
      expect(await store.takeDeliveries(10, 10)).toMatchObject([{ delivery: { attempts: 2 } }]);
      await sleep(20);
      expect(await store.takeDeliveries(10, 10)).toMatchObject([{ delivery: { attempts: 3 } }]);
      await store.settleDelivery(run.id, 'delivered');
      await sleep(20);
      expect(await store.takeDeliveries(10, 10)).toEqual([]);
      expect(await store.read(run.id)).toMatchObject({ delivery: { state: 'delivered', attempts: 3 } });
    });
  });

  test('what has ended is dropped after its time, its idempotency key with it', async () => {
    store = create({ keepMs: 30, keepThreadMs: 60 });
    stores.add(store);
    const key = { name: 'k', fingerprint: 'f' };
    const run = order();
    await store.begin(run, { ...begin, key });
    await store.end('A', run, done);
    await sleep(80);
    const other = order();
    await store.begin(other, begin);
    await store.end('A', other, done);
    expect(await store.read(run.id)).toBeUndefined();
    expect(await store.readThread(run.threadId)).toBeUndefined();
    expect(await store.begin(order(), { ...begin, key })).toEqual({ kind: 'started' });
  });
});

test('two replicas on one Redis see the same runs and hear each other', async () => {
  const prefix = `{runs-test-${randomUUID()}}:`;
  const [first, second] = ['one', 'two'].map((role) =>
    createRedisRunStore({ redis, subscriber: connect(`runs-test-${role}`), prefix }),
  ) as [RunStore, RunStore];
  stores.add(first).add(second);
  const heard: RunSignal[] = [];
  await second.onSignal((signal) => heard.push(signal));
  const run = order();
  await first.begin(run, begin);
  await first.stop(run.id, 'cancel');
  await expect.poll(() => heard).toContainEqual({ kind: 'stop', id: run.id });
  expect(await second.read(run.id)).toEqual(await first.read(run.id));
});

test('keys in Redis are bounded in time', async () => {
  const prefix = `{runs-test-${randomUUID()}}:`;
  const store = createRedisRunStore({
    redis,
    subscriber: connect('runs-test-expiry'),
    prefix,
    keepThreadMs: 60_000,
  });
  stores.add(store);
  const run = order();
  await store.begin(run, { ...begin, key: { name: 'k', fingerprint: 'f' } });
  await store.append('A', run.id, { mode: 'custom', data: '1' });
  await store.begin(order({ threadId: run.threadId }), begin);
  const keys = await redis.keys(`${prefix.replace(/[{}]/g, '?')}*`);
  const endless = await Promise.all(
    keys.map(async (key) => ((await redis.pttl(key)) < 0 ? key.slice(prefix.length) : undefined)),
  );
  expect(keys.length).toBeGreaterThanOrEqual(6);
  expect(endless.filter(Boolean)).toEqual(['due']);
});
