import { spawn } from 'node:child_process';
import { AIMessage, HumanMessage } from '@langchain/core/messages';
import {
  Annotation,
  Command,
  END,
  MemorySaver,
  MessagesAnnotation,
  Send,
  START,
  StateGraph,
} from '@langchain/langgraph';
import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint';
import { describe, expect, inject, it } from 'vitest';
import { collect, testSetup, threadConfig } from './testing.ts';
import { orderGraph } from './testing-graph.ts';

const { redis, prefix, newSaver } = testSetup();

const Words = Annotation.Root({
  words: Annotation<{ text: string }[]>({ reducer: (a, b) => a.concat(b), default: () => [] }),
  last: Annotation<string>(),
});

function wordsGraph(checkpointer: BaseCheckpointSaver) {
  const say = (text: string) => () => ({ words: [{ text }], last: text });
  return new StateGraph(Words)
    .addNode('first', say('first'))
    .addNode('second', say('second'))
    .addNode('third', ({ last }) => ({ words: [{ text: `after ${last}` }] }))
    .addEdge(START, 'first')
    .addEdge('first', 'second')
    .addEdge('second', 'third')
    .addEdge('third', END)
    .compile({ checkpointer });
}

describe('a fork', () => {
  it('leaves both branches as they are, read through other savers', async () => {
    const thread = threadConfig('fork');
    const graph = wordsGraph(newSaver());
    const main = await graph.invoke({ words: [{ text: 'oi' }] }, thread);
    const mainHead = (await graph.getState(thread)).config;
    const history = await collect(graph.getStateHistory(thread));
    const beforeSecond = history.find(({ next }) => next[0] === 'second');

    const forkConfig = await wordsGraph(newSaver()).updateState(beforeSecond?.config ?? {}, {
      last: 'changed',
    });
    const fork = await wordsGraph(newSaver()).invoke(null, forkConfig);
    expect(fork.words.map(({ text }) => text)).toEqual(['oi', 'first', 'second', 'after second']);
    const other = await wordsGraph(newSaver()).updateState(
      beforeSecond?.config ?? {},
      { last: 'x' },
      'second',
    );
    const skipped = await wordsGraph(newSaver()).invoke(null, other);
    expect(skipped.words.map(({ text }) => text)).toEqual(['oi', 'first', 'after x']);

    const states = wordsGraph(newSaver());
    expect((await states.getState(mainHead)).values).toEqual(main);
    expect((await states.getState(forkConfig)).values.last).toBe('changed');
    expect((await states.getState(thread)).values).toEqual(skipped);
    expect(await collect(states.getStateHistory(thread))).toHaveLength(history.length + 5);
  });

  it('replays from an old checkpoint with the same result', async () => {
    const graph = wordsGraph(newSaver());
    const first = await graph.invoke({ words: [{ text: 'oi' }] }, threadConfig('replay'));
    const history = await collect(graph.getStateHistory(threadConfig('replay')));
    for (const { config, next } of history.filter(({ next }) => next.length > 0 && next[0] !== START)) {
      expect(await wordsGraph(newSaver()).invoke(null, config), `from ${next}`).toEqual(first);
    }
  });

  it('has the history that MemorySaver has', async () => {
    const shapes = await Promise.all(
      [newSaver(), new MemorySaver()].map(async (saver) => {
        const graph = wordsGraph(saver);
        const thread = threadConfig('same-history');
        await graph.invoke({ words: [{ text: 'oi' }] }, thread);
        const [, , middle] = await collect(graph.getStateHistory(thread));
        await graph.invoke(null, await graph.updateState(middle?.config ?? {}, { last: 'fork' }));
        await graph.invoke({ words: [{ text: 'again' }] }, thread);
        const history = await collect(graph.getStateHistory(thread));
        return history.map(({ values, next, metadata, tasks }) => ({
          values,
          next,
          metadata,
          tasks: tasks.map(({ name, result }) => ({ name, result })),
        }));
      }),
    );
    expect(shapes[0]).toEqual(shapes[1]);
  });
});

describe.each(['sync', 'async', 'exit'] as const)('with durability %s', (durability) => {
  it('the last state is there for another process', async () => {
    const thread = { ...threadConfig(`durable-${durability}`), durability };
    const first = await wordsGraph(newSaver()).invoke({ words: [{ text: 'oi' }] }, thread);
    const second = await wordsGraph(newSaver()).invoke({ words: [{ text: 'again' }] }, thread);
    expect(second.words).toEqual([...first.words, { text: 'again' }, ...first.words.slice(1)]);
    const state = await wordsGraph(newSaver()).getState(thread);
    expect(state.values).toEqual(second);
    expect(state.next).toEqual([]);
  });
});

describe('parallel tasks', () => {
  it('keep their writes and their order, also those of a subgraph', async () => {
    const saver = newSaver();
    const Inner = Annotation.Root({ n: Annotation<number>(), results: Words.spec.words });
    const inner = new StateGraph(Inner)
      .addNode('double', ({ n }) => ({ results: [{ text: `${n * 2}` }] }))
      .addEdge(START, 'double')
      .addEdge('double', END)
      .compile();
    const Outer = Annotation.Root({ results: Words.spec.words });
    const graph = new StateGraph(Outer)
      .addNode('inner', async (state: typeof Inner.State) => {
        const { results } = await inner.invoke({ n: state.n });
        return { results };
      })
      .addConditionalEdges(START, () => Array.from({ length: 25 }, (_, n) => new Send('inner', { n })))
      .addEdge('inner', END)
      .compile({ checkpointer: saver });
    const { results } = await graph.invoke({ results: [] }, threadConfig('parallel'));
    const expected = Array.from({ length: 25 }, (_, n) => `${n * 2}`);
    expect(results.map(({ text }) => text)).toEqual(expected);
    const state = await graph.getState(threadConfig('parallel'));
    expect(state.values.results.map(({ text }: { text: string }) => text)).toEqual(expected);
  });
});

describe('a process that is killed', () => {
  it('is resumed by another at the interrupt, and again in the middle of a node', async () => {
    const asking = await runUntil('killed', 'ask', 'waiting');
    const confirming = await runUntil('killed', 'confirm', 'next: order');
    const graph = orderGraph(newSaver());
    const waiting = await graph.getState(threadConfig('killed'));
    expect(waiting.next).toEqual(['order']);
    const { steps } = await graph.invoke(null, threadConfig('killed'));
    expect(steps).toEqual([
      { name: 'quote', process: asking },
      { name: 'confirmed: yes', process: confirming },
      { name: 'order', process: process.pid },
    ]);
  });

  /** Runs the graph in a process of its own, kills it without warning when it says so, and returns its id. */
  async function runUntil(
    thread: string,
    action: 'ask' | 'confirm',
    text: string,
  ): Promise<number | undefined> {
    const worker = new URL('./testing-graph.ts', import.meta.url).pathname;
    const args = [worker, inject('redisUrl'), prefix, thread, action];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = new Promise((resolve) => child.once('exit', resolve));
    let output = '';
    for await (const chunk of child.stdout) {
      output += chunk;
      if (output.includes(text)) break;
    }
    child.kill('SIGKILL');
    await exited;
    expect(output).toContain(text);
    return child.pid;
  }
});

describe('a thousand threads at once', () => {
  it('each keep their own state', async () => {
    const graph = orderGraph(newSaver());
    const threads = Array.from({ length: 1000 }, (_, i) => threadConfig(`crowd-${i}`));
    await Promise.all(
      threads.map((thread, i) => graph.invoke({ steps: [{ name: `${i}`, process: i }] }, thread)),
    );
    const resumed = orderGraph(newSaver());
    const states = await Promise.all(
      threads.map((thread, i) => resumed.invoke(new Command({ resume: `${i}` }), thread)),
    );
    for (const [i, { steps }] of states.entries()) {
      expect(steps.map(({ name }) => name)).toEqual([`${i}`, 'quote', `confirmed: ${i}`, 'order']);
    }
  }, 60_000);
});

it('stores what nodes write once, for their writes and the channel, however the graph saves', async () => {
  for (const durability of ['sync', 'async'] as const) {
    const thread = threadConfig(`once-${durability}`);
    const say = (text: string) => () => ({ messages: [new AIMessage({ id: text, content: text })] });
    const graph = new StateGraph(MessagesAnnotation)
      .addNode('first', say('first'))
      .addNode('second', say('second'))
      .addEdge(START, 'first')
      .addEdge('first', 'second')
      .addEdge('second', END)
      .compile({ checkpointer: newSaver() });
    await graph.invoke(
      { messages: [new HumanMessage({ id: 'oi', content: 'oi' })] },
      { ...thread, durability },
    );
    expect(await redis.llen(`${prefix}{once-${durability}}:elements`), durability).toBe(3);
    const history = await collect(newSaver().list(thread));
    expect(history[0]?.checkpoint.channel_values.messages).toHaveLength(3);
  }
});
