import { randomUUID } from 'node:crypto';
import { MemorySaver } from '@langchain/langgraph';
import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint';
import { afterAll, afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { connectRedis } from '#adapters/redis/connect-redis.ts';
import { RedisSaver } from '#checkpoints/index.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { followRun } from './follow-run.ts';
import { createMemoryRunStore } from './memory-run-store.ts';
import { createRedisRunStore } from './redis-run-store.ts';
import type { Run } from './run.ts';
import { type RunEngine, type RunEngineOptions, startRunEngine } from './run-engine.ts';
import type { RunStore } from './run-store.ts';
import { allGraphs, trailGraph, trailOrder } from './testing.ts';

const connect = (role: string) => connectRedis({ url: inject('redisUrl'), role, logger: silentLogger });
const redis = connect('engine-test');
afterAll(() => redis.disconnect());

const leaseMs = 600;

/** Where runs and checkpoints are kept, and how another replica reaches both. */
interface Ground {
  store(): RunStore;
  saver: BaseCheckpointSaver;
}
const grounds: [string, () => Ground][] = [
  [
    'in memory',
    () => {
      const store = createMemoryRunStore({ leaseMs });
      return { store: () => store, saver: new MemorySaver() };
    },
  ],
  [
    'in Redis',
    () => {
      const id = randomUUID();
      return {
        store: () =>
          createRedisRunStore({
            redis,
            subscriber: connect('engine-test-subscriber'),
            prefix: `{engine-${id}}:`,
            leaseMs,
          }),
        saver: new RedisSaver({ redis, prefix: `engine-${id}:` }),
      };
    },
  ],
];

const soon = () => AbortSignal.timeout(8_000);
const trailOf = (run: Run | undefined) => run?.result?.output?.trail;

describe.each(grounds)('runs %s', (_, createGround) => {
  let ground: Ground;
  let executed: string[];
  const replicas: { engine: RunEngine; store: RunStore }[] = [];
  beforeEach(() => {
    ground = createGround();
    executed = [];
  });
  afterEach(async () => {
    await Promise.all(replicas.map(({ engine }) => engine.close(0)));
    await Promise.all(replicas.splice(0).map(({ store }) => store.close()));
  });

  async function replica(options: Partial<RunEngineOptions> = {}) {
    const store = ground.store();
    const engine = await startRunEngine({
      store,
      graphs: allGraphs(trailGraph(ground.saver, executed)),
      checkpointer: ground.saver,
      logger: silentLogger,
      leaseMs,
      pollMs: 50,
      ...options,
    });
    replicas.push({ engine, store });
    return { engine, store };
  }

  test('a run ends with the output of its graph', async () => {
    const { engine, store } = await replica();
    const order = trailOrder({});
    expect(await engine.receive(order)).toEqual({ kind: 'started' });
    const run = await engine.wait(order.id, soon());
    expect(run).toMatchObject({ status: 'done', result: { interrupts: [] } });
    expect(trailOf(run)).toEqual(['input', 'one', 'two', 'three']);
    expect(await store.read(order.id)).toMatchObject({ status: 'done', result: run?.result });
  });

  test('another replica can wait for it and read it', async () => {
    const [a, b] = [await replica(), await replica()];
    const order = trailOrder({ pace: 40 });
    await a.engine.receive(order);
    expect(trailOf(await b.engine.wait(order.id, soon()))).toEqual(['input', 'one', 'two', 'three']);
  });

  test('a question ends the run; the answer is a run that goes on, on any replica', async () => {
    const [a, b] = [await replica(), await replica()];
    const first = trailOrder({ act: 'ask' });
    await a.engine.receive(first);
    const asked = await a.engine.wait(first.id, soon());
    expect(asked).toMatchObject({
      status: 'interrupted',
      result: { interrupts: [{ id: expect.any(String), value: { message: 'Really?' } }] },
    });
    const interruptId = asked?.result?.interrupts[0]?.id;
    const { threadId } = first;
    const answer = trailOrder({}, { threadId, input: undefined, resume: 'sim', interruptId });
    await b.engine.receive(answer);
    expect(trailOf(await b.engine.wait(answer.id, soon()))).toEqual(['input', 'one', 'two:sim', 'three']);

    const late = trailOrder({}, { threadId, input: undefined, resume: 'não', interruptId });
    await b.engine.receive(late);
    expect(await b.engine.wait(late.id, soon())).toMatchObject({
      status: 'failed',
      result: { error: { code: 'not_waiting' } },
    });
  });

  test('a failure shows nothing of what is inside, and the thread goes on', async () => {
    const { engine } = await replica();
    const order = trailOrder({ act: 'fail' });
    await engine.receive(order);
    const run = await engine.wait(order.id, soon());
    expect(run).toMatchObject({ status: 'failed', result: { error: { code: 'internal_error' } } });
    expect(JSON.stringify(run)).not.toContain('hunter2');
    const next = trailOrder({ act: '' }, { threadId: order.threadId });
    await engine.receive(next);
    expect(await engine.wait(next.id, soon())).toMatchObject({ status: 'done' });
  });

  test('runs of one thread follow each other, also across replicas', async () => {
    const [a, b] = [await replica(), await replica()];
    const first = trailOrder({ pace: 30 });
    const { threadId } = first;
    const second = trailOrder({ trail: ['second'], pace: 0 }, { threadId });
    await a.engine.receive(first);
    expect(await b.engine.receive(second)).toEqual({ kind: 'waiting' });
    expect(trailOf(await b.engine.wait(second.id, soon()))).toEqual([
      ...['input', 'one', 'two', 'three'],
      ...['second', 'one', 'two', 'three'],
    ]);
  });

  test('interrupt: the earlier run is cut off, what it did stays', async () => {
    const { engine, store } = await replica();
    const first = trailOrder({ pace: 300 });
    await engine.receive(first);
    await expect.poll(() => executed).toContain('two');
    const urgent = trailOrder(
      { trail: ['urgent'], pace: 0 },
      { threadId: first.threadId, doubleTexting: 'interrupt' },
    );
    await engine.receive(urgent);
    expect(trailOf(await engine.wait(urgent.id, soon()))).toEqual([
      ...['input', 'one'],
      ...['urgent', 'one', 'two', 'three'],
    ]);
    expect(await store.read(first.id)).toMatchObject({ status: 'cancelled', stop: 'interrupt' });
  });

  test.each([
    ['a thread that was there before', true],
    ['a new thread', false],
  ])('rollback: the earlier run has not been, in %s', async (_name, hasPast) => {
    const { engine } = await replica();
    const past = trailOrder({ trail: ['past'] });
    const { threadId } = past;
    if (hasPast) {
      await engine.receive(past);
      await engine.wait(past.id, soon());
    }
    executed.length = 0;
    await engine.receive(trailOrder({ pace: 300 }, { threadId }));
    await expect.poll(() => executed).toContain('two');
    const instead = trailOrder({ trail: ['instead'], pace: 0 }, { threadId, doubleTexting: 'rollback' });
    await engine.receive(instead);
    expect(trailOf(await engine.wait(instead.id, soon()))).toEqual([
      ...(hasPast ? ['past', 'one', 'two', 'three'] : []),
      ...['instead', 'one', 'two', 'three'],
    ]);
  });

  test('a run can be cancelled from another replica; the thread goes on afterwards', async () => {
    const [a, b] = [await replica(), await replica()];
    const order = trailOrder({ pace: 5_000 });
    await a.engine.receive(order);
    await expect.poll(() => executed).toContain('one');
    expect(await b.store.stop(order.id, 'cancel')).toBe('asked');
    expect(await b.engine.wait(order.id, soon())).toMatchObject({ status: 'cancelled' });
    const next = trailOrder({ trail: ['next'], pace: 0 }, { threadId: order.threadId });
    await b.engine.receive(next);
    expect(await b.engine.wait(next.id, soon())).toMatchObject({ status: 'done' });
  });

  test('a run that takes too long fails', async () => {
    const { engine } = await replica({ runTimeoutMs: 50 });
    const order = trailOrder({ pace: 5_000 });
    await engine.receive(order);
    expect(await engine.wait(order.id, soon())).toMatchObject({
      status: 'failed',
      result: { error: { code: 'run_timeout', retryable: true } },
    });
  });

  test('a replica without room leaves a run to one that has', async () => {
    const [a, b] = [await replica({ concurrency: 0 }), await replica()];
    const order = trailOrder({});
    expect(await a.engine.receive(order)).toEqual({ kind: 'waiting' });
    expect(await a.engine.wait(order.id, soon())).toMatchObject({ status: 'done' });
    expect(b.engine).not.toBe(a.engine);
  });

  test('a run whose replica died is found and goes on where it was', async () => {
    const { store } = await replica({ concurrency: 0 });
    // What a replica leaves behind that was killed: a lease, and the checkpoints up to then.
    const order = trailOrder({ act: 'fail' });
    await store.begin(order, { owner: 'dead', start: true });
    const dead = trailGraph(ground.saver, executed);
    const address = { configurable: { thread_id: order.threadId, run_id: order.id } };
    const signal = AbortSignal.timeout(5_000);
    await dead
      .invoke(order.input ?? null, { ...address, context: {}, signal, durability: 'sync' })
      .catch(() => undefined);
    await dead.updateState(
      { configurable: { thread_id: order.threadId, run_id: order.id } },
      { act: '' },
      'one',
    );
    executed.length = 0;

    const b = await replica();
    const run = await b.engine.wait(order.id, soon());
    expect(run).toMatchObject({ status: 'done', attempt: 2 });
    expect(trailOf(run)).toEqual(['input', 'one', 'two', 'three']);
    expect(executed).toEqual(['two', 'three']);
  });

  test('a run that takes every replica with it is given up', async () => {
    const { store, engine } = await replica({ concurrency: 0 });
    const order = trailOrder({});
    await store.begin(order, { owner: 'dead', start: true });
    for (let crash = 0; crash < 4; crash++) {
      await expect.poll(() => store.take('dead', 1), { timeout: 3_000, interval: 50 }).toHaveLength(1);
    }
    await replica();
    expect(await engine.wait(order.id, soon())).toMatchObject({
      status: 'failed',
      result: { error: { code: 'run_crashed' } },
    });
  }, 15_000);

  test('a replica that closes lets a run end', async () => {
    const { engine, store } = await replica();
    const order = trailOrder({ pace: 20 });
    await engine.receive(order);
    await engine.close(2_000);
    expect(await store.read(order.id)).toMatchObject({ status: 'done', attempt: 1 });
  });

  test.each([
    ['between two steps', 300, ['input', 'one', 'two', 'three'], 1_000],
    ['within a step that is too long', 400, ['input', 'one', 'two', 'three'], 100],
  ])(
    'a replica that closes lets go of a run %s; another goes on',
    async (_name, pace, trail, graceMs) => {
      const a = await replica();
      const order = trailOrder({ pace, act: '' });
      await a.engine.receive(order);
      await expect.poll(() => executed).toContain('one');
      await a.engine.close(graceMs);
      expect(await a.store.read(order.id)).toMatchObject({ status: 'pending', released: 1 });

      const before = executed.length;
      const b = await replica();
      const run = await b.engine.wait(order.id, soon());
      expect(trailOf(run)).toEqual(trail);
      expect(run).toMatchObject({ status: 'done', attempt: 2, released: 1 });
      // A step that was done is not done again.
      expect(executed.slice(before).filter((name) => name === 'one')).toHaveLength(graceMs === 100 ? 1 : 0);
    },
    15_000,
  );

  test('a follower is told everything in order, again from where it was, on any replica', async () => {
    const [a, b] = [await replica(), await replica()];
    const order = trailOrder({ pace: 30 }, { streamModes: ['updates', 'custom'] });
    await a.engine.receive(order);
    const told = [];
    for await (const happening of followRun(b.store, order.id, { after: undefined, signal: soon() }))
      told.push(happening);
    const events = told.flatMap((each) => (each.kind === 'event' ? [each.event] : []));
    expect(events.map(({ mode, data }) => [mode, JSON.parse(data)])).toEqual(
      ['one', 'two', 'three'].flatMap((name) => [
        ['custom', { at: name }],
        ['updates', { [name]: { trail: [name] } }],
      ]),
    );
    expect(told.at(-1)).toMatchObject({ kind: 'end', run: { status: 'done' } });

    const rest = [];
    const after = events[3]?.id;
    for await (const happening of followRun(a.store, order.id, { after, signal: soon() }))
      rest.push(happening);
    expect(rest).toEqual(told.slice(4));
  });
});

test('a result that is too large is not kept with the run, but given to who waits for it', async () => {
  const store = createMemoryRunStore();
  const saver = new MemorySaver();
  const engine = await startRunEngine({
    store,
    graphs: allGraphs(trailGraph(saver)),
    checkpointer: saver,
    logger: silentLogger,
  });
  const order = trailOrder({ trail: ['x'.repeat(100_000)] });
  await engine.receive(order);
  expect(trailOf(await engine.wait(order.id, soon()))).toHaveLength(4);
  expect((await store.read(order.id))?.result).toEqual({ interrupts: [], omitted: true });
  await engine.close(0);
});
