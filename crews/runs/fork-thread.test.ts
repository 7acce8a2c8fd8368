import { randomUUID } from 'node:crypto';
import { Annotation, Command, END, interrupt, MemorySaver, START, StateGraph } from '@langchain/langgraph';
import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { connectRedis } from '#adapters/redis/connect-redis.ts';
import { RedisSaver } from '#checkpoints/index.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { forkThread } from './fork-thread.ts';

const redis = connectRedis({ url: inject('redisUrl'), role: 'fork-test', logger: silentLogger });
afterAll(() => redis.disconnect());

const state = Annotation.Root({
  trail: Annotation<string[]>({ reducer: (left, right) => left.concat(right), default: () => [] }),
});

/** A graph that asks within a subgraph, behind a step of it, beside a node that does not. */
function graphOf(checkpointer: BaseCheckpointSaver, executed: string[]) {
  const inner = new StateGraph(state)
    .addNode('prepare', () => {
      executed.push('prepare');
      return { trail: ['prepared'] };
    })
    .addNode('ask', () => ({ trail: [`answer:${interrupt('Really?')}`] }))
    .addEdge(START, 'prepare')
    .addEdge('prepare', 'ask')
    .addEdge('ask', END)
    .compile();
  return new StateGraph(state)
    .addNode('beside', () => {
      executed.push('beside');
      return { trail: ['beside'] };
    })
    .addNode('inner', inner)
    .addEdge(START, 'beside')
    .addEdge(START, 'inner')
    .addEdge('beside', END)
    .addEdge('inner', END)
    .compile({ checkpointer });
}

const savers: [string, () => BaseCheckpointSaver][] = [
  ['in memory', () => new MemorySaver()],
  ['in Redis', () => new RedisSaver({ redis, prefix: `fork-${randomUUID()}:` })],
];

describe.each(savers)('a fork %s', (_, create) => {
  const at = (thread_id: string) => ({ configurable: { thread_id } });

  test('waits in the same question of a subgraph, and goes on by itself', async () => {
    const [saver, executed] = [create(), [] as string[]];
    const graph = graphOf(saver, executed);
    await graph.invoke({ trail: ['in'] }, at('one'));
    expect(executed.sort()).toEqual(['beside', 'prepare']);
    const id = await forkThread(saver, { threadId: 'one', checkpointId: undefined }, 'two');
    expect((await graph.getState(at('two'))).config.configurable?.checkpoint_id).toBe(id);

    const answers = [];
    for (const [thread, resume] of [
      ['two', 'B'],
      ['one', 'A'],
    ] as const) {
      const { trail } = await graph.invoke(new Command({ resume }), at(thread));
      answers.push(trail.find((step: string) => step.startsWith('answer')));
      expect(trail).toContain('beside');
    }
    expect(answers).toEqual(['answer:B', 'answer:A']);
    // What had been done before the question was not done again.
    expect(executed).toHaveLength(2);
  });

  test('of a checkpoint that is not there is refused', async () => {
    const saver = create();
    const from = { threadId: 'nowhere', checkpointId: undefined };
    await expect(forkThread(saver, from, 'two')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('leaves the thread that it comes from as it is', async () => {
    const saver = create();
    const graph = graphOf(saver, []);
    await graph.invoke({ trail: ['in'] }, at('one'));
    const before = await graph.getState(at('one'));
    await forkThread(saver, { threadId: 'one', checkpointId: undefined }, 'two');
    await graph.invoke(new Command({ resume: 'B' }), at('two'));
    expect(await graph.getState(at('one'))).toEqual(before);
  });
});
