import type { RunnableConfig } from '@langchain/core/runnables';
import { BaseCheckpointSaver, DeltaSnapshot } from '@langchain/langgraph-checkpoint';
import { describe, expect, it } from 'vitest';
import type { RedisSaver } from './redis-saver.ts';
import { testCheckpoint, testMetadata, testSetup, threadConfig } from './testing.ts';

const { newSaver } = testSetup();
const saver = newSaver();

async function step(parent: RunnableConfig, number: number, values: Record<string, unknown> = {}) {
  const checkpoint = testCheckpoint(values, number);
  const config = await saver.put(parent, checkpoint, testMetadata(number), checkpoint.channel_versions);
  await saver.putWrites(
    config,
    [
      ['words', [`${number}`]],
      ['other', number],
    ],
    `task-${number}`,
  );
  return config;
}

/** The walk that LangGraph itself makes of any saver, one ancestor at a time. */
function walkOf(of: RedisSaver, options: { config: RunnableConfig; channels: string[] }) {
  return BaseCheckpointSaver.prototype.getDeltaChannelHistory.call(of, options);
}

describe('getDeltaChannelHistory', () => {
  it('ends for each channel at its own nearest value', async () => {
    let config = await step(threadConfig('two'), 1, { words: new DeltaSnapshot(['a']) });
    config = await step(config, 2, { other: 'plain' });
    config = await step(config, 3);
    const target = await step(config, 4);
    const history = await saver.getDeltaChannelHistory({
      config: target,
      channels: ['words', 'other', 'none'],
    });
    expect(history.words?.seed).toEqual(new DeltaSnapshot(['a']));
    expect(history.words?.writes.map(([, , value]) => value)).toEqual([['1'], ['2'], ['3']]);
    expect(history.other?.seed).toBe('plain');
    expect(history.other?.writes.map(([, , value]) => value)).toEqual([2, 3]);
    expect(history.none).toEqual({ writes: [] });
    expect(await saver.getDeltaChannelHistory({ config: target, channels: [] })).toEqual({});
  });

  it('follows the parents of a branch and not its neighbours', async () => {
    const root = await step(threadConfig('branches'), 1, { words: [] });
    const left = await step(root, 2);
    const right = await step(root, 3);
    const [leftEnd, rightEnd] = [await step(left, 4), await step(right, 5)];
    for (const [config, expected] of [
      [leftEnd, [['1'], ['2']]],
      [rightEnd, [['1'], ['3']]],
    ] as const) {
      const { words } = await saver.getDeltaChannelHistory({ config, channels: ['words'] });
      expect(words?.writes.map(([, , value]) => value)).toEqual(expected);
    }
  });

  it('takes the newest checkpoint without an id, and finds nothing where there is none', async () => {
    const first = await step(threadConfig('newest'), 1, { words: ['seed'] });
    await step(first, 2);
    const newest = await saver.getDeltaChannelHistory({
      config: threadConfig('newest'),
      channels: ['words'],
    });
    expect(newest.words?.seed).toEqual(['seed']);
    for (const config of [threadConfig('nobody'), threadConfig('newest', 'no-such-id')]) {
      expect(await saver.getDeltaChannelHistory({ config, channels: ['words'] })).toEqual({
        words: { writes: [] },
      });
    }
  });

  it('says the same as LangGraph’s own walk', async () => {
    let config = await step(threadConfig('same'), 1, { words: new DeltaSnapshot([{ text: 'a' }]) });
    for (let number = 2; number < 12; number += 1) {
      const values =
        number === 5 ? { other: null } : number === 8 ? { words: new DeltaSnapshot([{ b: number }]) } : {};
      config = await step(config, number, values);
      const options = { config, channels: ['words', 'other'] };
      expect(await saver.getDeltaChannelHistory(options)).toEqual(await walkOf(newSaver(), options));
    }
  });

  it('goes on over more ancestors than one script visits', async () => {
    let config: RunnableConfig = await saver.put(
      threadConfig('long'),
      testCheckpoint({ words: ['seed'] }),
      testMetadata(),
      { words: 1 },
    );
    await saver.putWrites(config, [['words', 'first']], 'task');
    for (let number = 0; number < 2100; number += 1) {
      config = await saver.put(config, testCheckpoint({}), testMetadata(number), {});
    }
    const history = await saver.getDeltaChannelHistory({ config, channels: ['words'] });
    expect(history.words).toEqual({ seed: ['seed'], writes: [['task', 'words', 'first']] });
  });
});
