import type { RunnableConfig } from '@langchain/core/runnables';
import { Annotation, Command, DeltaChannel, END, interrupt, START, StateGraph } from '@langchain/langgraph';
import { DeltaSnapshot, INTERRUPT } from '@langchain/langgraph-checkpoint';
import { describe, expect, it } from 'vitest';
import type { RedisSaver } from './redis-saver.ts';
import { collect, testCheckpoint, testMetadata, testSetup, threadConfig } from './testing.ts';

const { redis, prefix, newSaver, memoryOf } = testSetup();
const saver = newSaver();

async function putChain(threadId: string, steps: number, items: (step: number) => object[], from = saver) {
  const configs: RunnableConfig[] = [];
  for (let step = 0; step < steps; step += 1) {
    const checkpoint = testCheckpoint({ items: items(step) }, step + 1);
    const parent = configs.at(-1) ?? threadConfig(threadId);
    configs.push(await from.put(parent, checkpoint, testMetadata(step), { items: step + 1 }));
  }
  return configs;
}

async function stepsOf(threadId: string, from: RedisSaver = newSaver()) {
  const tuples = await collect(from.list({ configurable: { thread_id: threadId } }));
  return tuples.map(({ metadata }) => metadata?.step);
}

describe('pruneThread', () => {
  it('keeps the newest checkpoints of each namespace, with their values and writes', async () => {
    const configs = await putChain('newest', 10, (step) => [{ step }]);
    for (const config of configs) await saver.putWrites(config, [['items', 'x'.repeat(500)]], 'task');
    const before = await memoryOf('newest');
    expect(await saver.pruneThread('newest', { keepLast: 3 })).toBe(7);
    expect(await stepsOf('newest')).toEqual([9, 8, 7]);
    const tuple = await newSaver().getTuple(threadConfig('newest'));
    expect(tuple?.checkpoint.channel_values).toEqual({ items: [{ step: 9 }] });
    expect(tuple?.pendingWrites).toHaveLength(1);
    expect(await memoryOf('newest')).toBeLessThan(before / 2);
    expect(await redis.llen(`${prefix}{newest}:elements`)).toBe(3);
    expect(await saver.pruneThread('newest', { keepLast: 3 })).toBe(0);
  });

  it('frees the elements that no array has any more, in the middle too, and the thread goes on', async () => {
    const first = { text: 'stays for ever' };
    await putChain('elements', 20, (step) => [first, { step }, { also: step }]);
    await saver.pruneThread('elements', { keepLast: 1 });
    expect(await redis.lrange(`${prefix}{elements}:elements`, 1, 36)).toEqual(Array(36).fill(''));
    const tuple = await newSaver().getTuple(threadConfig('elements'));
    expect(tuple?.checkpoint.channel_values.items).toEqual([first, { step: 19 }, { also: 19 }]);

    const next = testCheckpoint({ items: [first, { later: true }] }, 50);
    await saver.put(tuple?.config ?? {}, next, testMetadata(50), { items: 50 });
    expect((await newSaver().getTuple(threadConfig('elements')))?.checkpoint).toEqual(next);
    await saver.pruneThread('elements', { keepLast: 1 });
    const replaced = testCheckpoint({ items: [{ only: 'this' }] }, 51);
    await saver.put(threadConfig('elements', next.id), replaced, testMetadata(51), { items: 51 });
    await saver.pruneThread('elements', { keepLast: 1 });
    expect(await redis.llen(`${prefix}{elements}:elements`)).toBe(1);
    expect((await newSaver().getTuple(threadConfig('elements')))?.checkpoint).toEqual(replaced);
  });

  it('does not lead a process astray that still remembers what was pruned', async () => {
    const items = [{ text: 'a' }, { text: 'b' }];
    const [old] = await putChain('astray', 1, () => items);
    await putChain('astray', 3, (step) => [{ other: step }], newSaver());
    await newSaver().pruneThread('astray', { keepLast: 1 });
    const checkpoint = testCheckpoint({ items: [...items, { text: 'c' }] }, 90);
    await saver.put(old ?? {}, checkpoint, testMetadata(90), { items: 90 });
    expect((await newSaver().getTuple(threadConfig('astray')))?.checkpoint).toEqual(checkpoint);
  });

  it('spares an open end that waits for an answer, and where a kept branch left another', async () => {
    const configs = await putChain('spared', 6, (step) => [{ step }]);
    const waiting = testCheckpoint({ items: [{ waiting: true }] }, 20);
    const open = await saver.put(configs[1] ?? {}, waiting, testMetadata(20), { items: 20 });
    await saver.putWrites(open, [[INTERRUPT, 'ask']], 'task');
    for (let step = 30; step < 33; step += 1) {
      const checkpoint = testCheckpoint({ items: [{ step }] }, step);
      await saver.put(configs[4] ?? {}, checkpoint, testMetadata(step), { items: step });
    }
    await saver.pruneThread('spared', { keepLast: 2 });
    // 4 is where the kept branches begin; 1 is where the waiting one left.
    expect(await stepsOf('spared')).toEqual([32, 31, 20, 4, 1]);
  });

  it('removes the runs of a subgraph together with the checkpoints that ran them', async () => {
    const roots = await putChain('nested', 4, (step) => [{ step }]);
    for (const [step, root] of roots.entries()) {
      const parents = { '': root.configurable?.checkpoint_id };
      for (const namespace of [`node:task-${step}`, 'stateful']) {
        const config = threadConfig('nested', undefined, namespace);
        const metadata = { ...testMetadata(step), parents };
        await saver.put(config, testCheckpoint({}), metadata, {});
      }
    }
    await saver.pruneThread('nested', { keepLast: 2 });
    const left = await collect(saver.list({ configurable: { thread_id: 'nested' } }));
    const namespaces = left.map(({ config }) => config.configurable?.checkpoint_ns);
    expect(namespaces.toSorted()).toEqual(['', '', 'node:task-2', 'node:task-3', 'stateful', 'stateful']);
  });

  it('refuses to keep nothing, and to prune a thread that changes all the time', async () => {
    await expect(saver.pruneThread('x', { keepLast: 0 })).rejects.toMatchObject({ code: 'invalid_options' });
    await putChain('busy', 3, (step) => [{ step }]);
    const busy = new Proxy(redis, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target);
        if (name !== 'callBuffer' || typeof member !== 'function') return member;
        return async (...args: unknown[]) => {
          await putChain('busy', 1, () => [{ again: true }], newSaver());
          return member.apply(target, args);
        };
      },
    });
    const pruning = newSaver({ redis: busy }).pruneThread('busy', { keepLast: 1 });
    await expect(pruning).rejects.toMatchObject({ code: 'thread_busy', retryable: true, written: 'no' });
  });
});

describe('a pruned graph', () => {
  const newest = { keepLast: 1 };

  it('still rebuilds its delta channels', async () => {
    const State = Annotation.Root({
      words: () =>
        new DeltaChannel<string[], string[]>((all, added) => [...all, ...added.flat()], {
          snapshotFrequency: 4,
        }),
    });
    const graph = new StateGraph(State)
      .addNode('echo', ({ words }) => ({ words: [`${words.at(-1)}!`] }))
      .addEdge(START, 'echo')
      .addEdge('echo', END)
      .compile({ checkpointer: saver });
    const expected: string[] = [];
    for (let turn = 0; turn < 9; turn += 1) {
      expected.push(`${turn}`, `${turn}!`);
      const state = await graph.invoke({ words: [`${turn}`] }, threadConfig('delta'));
      expect(state.words).toEqual(expected);
      await saver.pruneThread('delta', newest);
    }
    expect((await stepsOf('delta')).length).toBeLessThan(10);
    const stored = (await saver.getTuple(threadConfig('delta')))?.checkpoint.channel_values.words;
    expect(stored === undefined || stored instanceof DeltaSnapshot).toBe(true);
  });

  it('still resumes its interrupt', async () => {
    const State = Annotation.Root({ answer: Annotation<string>() });
    const graph = new StateGraph(State)
      .addNode('ask', () => ({ answer: interrupt('sure?') as string }))
      .addEdge(START, 'ask')
      .addEdge('ask', END)
      .compile({ checkpointer: saver });
    await graph.invoke({ answer: '' }, threadConfig('resume'));
    await saver.pruneThread('resume', newest);
    const state = await graph.invoke(new Command({ resume: 'yes' }), threadConfig('resume'));
    expect(state.answer).toBe('yes');
  });
});
