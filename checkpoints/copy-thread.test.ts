import { Annotation, Command, END, interrupt, MemorySaver, START, StateGraph } from '@langchain/langgraph';
import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint';
import { describe, expect, it } from 'vitest';
import { copyThread } from './copy-thread.ts';
import { collect, testCheckpoint, testMetadata, testSetup, threadConfig } from './testing.ts';

const { newSaver } = testSetup();

const State = Annotation.Root({
  words: Annotation<string[]>({ reducer: (a, b) => a.concat(b), default: () => [] }),
});
const graphWith = (checkpointer: BaseCheckpointSaver) =>
  new StateGraph(State)
    .addNode('echo', ({ words }) => ({ words: [`${words.at(-1)}!`] }))
    .addNode('ask', () => ({ words: [interrupt('sure?') as string] }))
    .addEdge(START, 'echo')
    .addEdge('echo', 'ask')
    .addEdge('ask', END)
    .compile({ checkpointer });

describe('copyThread', () => {
  it('moves a thread with its history, its branches and its open interrupt', async () => {
    const source = new MemorySaver();
    const thread = threadConfig('moving');
    const old = graphWith(source);
    await old.invoke({ words: ['oi'] }, thread);
    await old.invoke(new Command({ resume: 'yes' }), thread);
    const history = await collect(old.getStateHistory(thread));
    const fork = await old.updateState(history[2]?.config ?? {}, { words: ['other way'] }, 'echo');
    await old.invoke(null, fork);

    const target = newSaver();
    const before = await collect(old.getStateHistory(thread));
    expect(await copyThread(source, target, 'moving')).toBe(before.length);
    const moved = graphWith(target);
    const after = await collect(moved.getStateHistory(thread));
    expect(after.map(({ values, next, tasks }) => ({ values, next, tasks }))).toEqual(
      before.map(({ values, next, tasks }) => ({ values, next, tasks })),
    );
    const expected = await old.invoke(new Command({ resume: 'sim' }), thread);
    expect(await moved.invoke(new Command({ resume: 'sim' }), thread)).toEqual(expected);
    expect((await moved.getState(thread)).next).toEqual([]);
  });

  it('tells apart values that had the same version on two branches', async () => {
    const source = new MemorySaver();
    const root = await source.put(threadConfig('same'), testCheckpoint({ word: 'root' }), testMetadata());
    for (const word of ['left', 'right'])
      await source.put(root, testCheckpoint({ word }, 2), testMetadata(1));
    const target = newSaver();
    await copyThread(source, target, 'same');
    const copied = await collect(target.list(threadConfig('same')));
    expect(copied.map(({ checkpoint }) => checkpoint.channel_values.word)).toEqual(['right', 'left', 'root']);
    const versions = copied.map(({ checkpoint }) => checkpoint.channel_versions.word);
    expect(new Set(versions).size).toBe(3);
  });

  it('takes versions that are text', async () => {
    const source = new MemorySaver();
    const version = '00000000000000000000000000000007.0.123';
    const checkpoint = { ...testCheckpoint({ word: 'oi' }), channel_versions: { word: version } };
    await source.put(
      threadConfig('text'),
      { ...checkpoint, versions_seen: { echo: { word: version } } },
      testMetadata(),
    );
    const target = newSaver();
    await copyThread(source, target, 'text');
    const copy = (await target.getTuple(threadConfig('text')))?.checkpoint;
    expect(copy?.channel_versions.word).toBeGreaterThanOrEqual(7);
    expect(copy?.versions_seen.echo?.word).toBe(copy?.channel_versions.word);
    expect(() => target.getNextVersion('7' as unknown as number)).toThrow('versions that are text');
  });

  it('copies nothing of a thread that is not there', async () => {
    expect(await copyThread(new MemorySaver(), newSaver(), 'nobody')).toBe(0);
    await expect(copyThread(new MemorySaver(), newSaver(), '')).rejects.toMatchObject({
      code: 'invalid_config',
    });
  });
});
