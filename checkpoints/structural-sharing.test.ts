import type { RunnableConfig } from '@langchain/core/runnables';
import { type Checkpoint, DeltaSnapshot } from '@langchain/langgraph-checkpoint';
import { describe, expect, it } from 'vitest';
import type { RedisSaver } from './redis-saver.ts';
import { testCheckpoint, testMetadata, testSetup, threadConfig } from './testing.ts';

const { redis, prefix, newSaver, memoryOf } = testSetup();

interface Item {
  id?: string;
  text: string;
  tags?: string[];
}

const elementsOf = (threadId: string) => redis.llen(`${prefix}{${threadId}}:elements`);

function put(saver: RedisSaver, config: RunnableConfig, items: unknown, version: number) {
  return saver.put(config, testCheckpoint({ items }, version), testMetadata(version), { items: version });
}

async function read(saver: RedisSaver, config: RunnableConfig): Promise<unknown> {
  return (await saver.getTuple(config))?.checkpoint.channel_values.items;
}

describe('an array channel', () => {
  it('stores each element once, however often the array is saved', async () => {
    const saver = newSaver();
    let items: Item[] = [];
    let config: RunnableConfig = threadConfig('growing');
    for (let turn = 1; turn <= 50; turn += 1) {
      items = [...items, { text: `question ${turn}` }, { text: `answer ${turn}` }];
      config = await put(saver, config, items, turn);
    }
    expect(await elementsOf('growing')).toBe(100);
    expect(await read(newSaver(), config)).toEqual(items);
    expect(await redis.hget(`${prefix}{growing}:values`, '\0items\u000050')).toBe('a0:98,98:2');
  });

  it('takes removed, inserted, moved and repeated elements', async () => {
    const saver = newSaver();
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((text) => ({ text }));
    const arrays = [[a, b, c], [a, c], [a, d, c], [c, d, a, a], [b], [], [a, b, c, d], [d, d]];
    let config: RunnableConfig = threadConfig('edited');
    const saved: [RunnableConfig, unknown][] = [];
    for (const [version, items] of arrays.entries()) {
      config = await put(saver, config, items, version);
      saved.push([config, structuredClone(items)]);
    }
    for (const [at, items] of saved) expect(await read(newSaver(), at)).toEqual(items);
  });

  it('notices what was changed in place, at any depth', async () => {
    const saver = newSaver();
    const items: Item[] = Array.from({ length: 40 }, (_, i) => ({ text: `${i}`, tags: ['new'] }));
    const first = await put(saver, threadConfig('changed'), items, 1);
    items[3]?.tags?.push('seen');
    const second = await put(saver, first, items, 2);
    const item = items[5];
    if (item) item.text = 'edited';
    items.push({ text: 'added to the same array' });
    const third = await put(saver, second, items, 3);
    expect(await read(saver, third)).toEqual(items);
    expect(await read(saver, second)).toMatchObject({ 3: { tags: ['new', 'seen'] }, 5: { text: '5' } });
    expect(await read(saver, first)).toMatchObject({ 3: { tags: ['new'] }, 5: { text: '5' } });
    // What is new beside a changed element is sent twice: the change is found while the first is on its way.
    expect(await elementsOf('changed')).toBe(44);
  });

  it('notices what was changed in place in a state that was read', async () => {
    const saver = newSaver();
    const first = await put(saver, threadConfig('read'), [{ text: 'a' }, { text: 'b' }], 1);
    const items = (await read(saver, first)) as Item[];
    Object.assign(items[0] ?? {}, { text: 'changed' });
    const second = await put(saver, first, items, 2);
    expect(await read(newSaver(), second)).toEqual([{ text: 'changed' }, { text: 'b' }]);
  });

  it('is recognised by its bytes where this process never saw its parent', async () => {
    const items = [{ text: 'a' }, { text: 'b' }];
    const first = await put(newSaver(), threadConfig('stranger'), items, 1);
    const second = await put(newSaver(), first, structuredClone([...items, { text: 'c' }]), 2);
    expect(await elementsOf('stranger')).toBe(3);
    expect(await read(newSaver(), second)).toEqual([...items, { text: 'c' }]);
    const forgetful = newSaver({ rememberedElements: 0 });
    const third = await put(forgetful, second, [{ text: 'c' }, { text: 'd' }], 3);
    await put(forgetful, third, [{ text: 'd' }], 4);
    expect(await elementsOf('stranger')).toBe(4);
  });

  it('is sent as a whole when its thread was deleted in between', async () => {
    const saver = newSaver();
    const items = [{ text: 'a' }, { text: 'b' }];
    const first = await put(saver, threadConfig('deleted'), items, 1);
    await newSaver().deleteThread('deleted');
    await put(newSaver(), threadConfig('deleted'), [{ text: 'of another life' }], 1);
    const second = await put(saver, first, [...items, { text: 'c' }], 2);
    expect(await read(newSaver(), second)).toEqual([...items, { text: 'c' }]);
  });

  it('is one value when its elements are no objects', async () => {
    const saver = newSaver();
    for (const [version, items] of [[1, 2, 3], ['a', 'b'], [{ a: 1 }, 2], [null], [[1], [2]]].entries()) {
      const config = await put(saver, threadConfig('plain'), items, version);
      expect(await read(newSaver(), config)).toEqual(items);
    }
  });

  it('shares elements between the snapshots of a delta channel', async () => {
    const saver = newSaver();
    const items = [{ text: 'a' }, { text: 'b' }];
    const first = await put(saver, threadConfig('delta'), new DeltaSnapshot(items), 1);
    const second = await put(saver, first, new DeltaSnapshot([...items, { text: 'c' }]), 2);
    expect(await read(newSaver(), second)).toEqual(new DeltaSnapshot([...items, { text: 'c' }]));
    expect(await elementsOf('delta')).toBe(3);
  });

  it('refers to what the write of its task has', async () => {
    const saver = newSaver();
    const [a, b, c] = [{ text: 'a' }, { id: '2', text: 'b' }, { id: '3', text: 'c' }];
    const first = await put(saver, threadConfig('referring'), [a], 1);
    await saver.putWrites(
      first,
      [
        ['items', [b, c]],
        ['other', [b]],
        ['last', [{ text: 'd' }]],
      ],
      'task',
    );
    const second = await put(saver, first, [a, b, c], 2);
    const members = await redis.zrange(`${prefix}{referring}:writes`, '0', '-1');
    const values = members.map((member) => member.split('\0', 7)[6]?.replace(/;.*/, ''));
    expect(values.slice(0, 2)).toEqual(['a1:2', 'a3:1']);
    expect(values[2]).toMatch(/^v/); // without an id, its reducer may yet give it one
    expect(await redis.hget(`${prefix}{referring}:values`, '\0items\u00002')).toBe('a0:1,3:1,2:1');

    const expected = [
      ['task', 'items', [b, c]],
      ['task', 'other', [b]],
      ['task', 'last', [{ text: 'd' }]],
    ];
    const check = async (threadId: string) => {
      const id = first.configurable?.checkpoint_id;
      expect((await newSaver().getTuple(threadConfig(threadId, id)))?.pendingWrites).toEqual(expected);
      const config = threadConfig(threadId, second.configurable?.checkpoint_id);
      const history = await newSaver().getDeltaChannelHistory({ config, channels: ['items'] });
      expect(history.items).toEqual({ seed: [a], writes: [expected[0]] });
    };
    await check('referring');
    await saver.importThread(saver.exportThread('referring'), { threadId: 'referring-copy' });
    await check('referring-copy');
    await saver.putWrites(first, [['__error__', 'one more']], 'later');
    const tuple = await newSaver().getTuple(first);
    expect(tuple?.pendingWrites?.map(([task]) => task)).toEqual(['later', 'task', 'task', 'task']);
  });

  it('refers to what a task wrote, even while that is on its way', async () => {
    const saver = newSaver();
    const [a, b] = [{ text: 'a' }, { id: '2', text: 'b' }];
    const first = await put(saver, threadConfig('on-its-way'), [a], 1);
    const written = saver.putWrites(first, [['items', [b]]], 'task');
    await new Promise(setImmediate); // sent, and not answered
    const [second] = await Promise.all([put(saver, first, [a, b], 2), written]);
    expect(await elementsOf('on-its-way')).toBe(2);
    expect(await read(newSaver(), second)).toEqual([a, b]);
  });

  it('does not take what an earlier try of a task wrote for what this one did', async () => {
    const saver = newSaver();
    const [a, b] = [{ text: 'a' }, { id: '2', text: 'of the second try' }];
    const first = await put(saver, threadConfig('tried-twice'), [a], 1);
    await newSaver().putWrites(first, [['items', [{ id: '2', text: 'of the first try' }]]], 'task');
    await saver.putWrites(first, [['items', [b]]], 'task');
    const second = await put(saver, first, [a, b], 2);
    expect(await read(newSaver(), second)).toEqual([a, b]);
  });

  it('is sent as a whole when the write that has it is gone', async () => {
    const saver = newSaver();
    const [a, b] = [{ text: 'a' }, { id: '2', text: 'b' }];
    const first = await put(saver, threadConfig('write-gone'), [a], 1);
    await saver.putWrites(first, [['items', [b]]], 'task');
    await redis.del(`${prefix}{write-gone}:writes`);
    const second = await put(saver, first, [a, b], 2);
    expect(await read(newSaver(), second)).toEqual([a, b]);
  });

  it('holds what an element is by now, when it was changed after its task wrote it', async () => {
    const saver = newSaver();
    const [a, b] = [{ text: 'a' }, { id: '2', text: 'b' }];
    const first = await put(saver, threadConfig('changed-after'), [a], 1);
    await saver.putWrites(first, [['items', [b]]], 'task');
    b.text = 'changed';
    const second = await put(saver, first, [a, b], 2);
    expect(await read(newSaver(), second)).toEqual([a, { id: '2', text: 'changed' }]);
    expect((await newSaver().getTuple(first))?.pendingWrites).toEqual([
      ['task', 'items', [{ id: '2', text: 'b' }]],
    ]);
  });

  it('is never taken from another thread', async () => {
    const saver = newSaver();
    const shared = { id: '1', text: 'in two threads' };
    const one = await put(saver, threadConfig('one-thread'), [{ text: 'a' }], 1);
    const other = await put(saver, threadConfig('other-thread'), [{ text: 'b' }], 1);
    await saver.putWrites(one, [['items', [shared]]], 'task');
    const second = await put(saver, other, [{ text: 'b' }, shared], 2);
    expect(await read(newSaver(), second)).toEqual([{ text: 'b' }, shared]);
  });

  it('keeps elements that only a write refers to', async () => {
    const saver = newSaver();
    const first = await put(saver, threadConfig('only-written'), [{ text: 'a' }], 1);
    await saver.putWrites(first, [['items', [{ text: 'b' }]]], 'task');
    const pruned = await put(saver, first, [{ text: 'b' }], 2);
    await put(saver, first, [{ text: 'c' }], 3);
    expect(await saver.pruneThread('only-written', { keepLast: 1 })).toBe(1);
    expect(await newSaver().getTuple(pruned)).toBeUndefined();
    const tuple = await newSaver().getTuple(first);
    expect(tuple?.pendingWrites).toEqual([['task', 'items', [{ text: 'b' }]]]);
  });

  it('may hold null channels beside it, which are no values of their own', async () => {
    const saver = newSaver();
    const checkpoint = testCheckpoint({ items: [{ text: 'a' }], edge: null });
    const config = await saver.put(
      threadConfig('null'),
      checkpoint,
      testMetadata(),
      checkpoint.channel_versions,
    );
    const next = { ...testCheckpoint({ items: [], edge: null }, 2), channel_versions: { items: 2, edge: 1 } };
    const nextConfig = await saver.put(config, next, testMetadata(1), { items: 2 });
    expect((await newSaver().getTuple(config))?.checkpoint).toEqual(checkpoint);
    expect((await newSaver().getTuple(nextConfig))?.checkpoint).toEqual(next);
    expect(await redis.hlen(`${prefix}{null}:values`)).toBe(3);
    const history = await newSaver().getDeltaChannelHistory({ config: nextConfig, channels: ['edge'] });
    expect(history.edge).toEqual({ seed: null, writes: [] });
  });

  it('keeps binary elements and ones that the serializer writes in its own way', async () => {
    const items = [new Uint8Array([1, 2, 255]), new Map([['a', 1]]), new Set([1]), { at: undefined }];
    const config = await put(newSaver(), threadConfig('binary'), items, 1);
    expect(await read(newSaver(), config)).toEqual(items);
  });
});

it('reports elements that something else deleted, and never leaves a gap', async () => {
  const config = await put(newSaver(), threadConfig('gap'), [{ text: 'a' }], 1);
  await redis.del(`${prefix}{gap}:elements`);
  await expect(read(newSaver(), config)).rejects.toMatchObject({ code: 'incomplete_thread', written: 'no' });
});

it('takes as much memory as its messages and little more', async () => {
  const saver = newSaver();
  let items: Item[] = [];
  let config: RunnableConfig = threadConfig('memory');
  for (let turn = 1; turn <= 200; turn += 1) {
    items = [...items, { text: `question ${turn} `.repeat(20) }, { text: `answer ${turn} `.repeat(60) }];
    config = await put(saver, config, items, turn);
  }
  expect(await memoryOf('memory')).toBeLessThan(2 * JSON.stringify(items).length);
});

describe('any history of edits, forks, strangers and forgetting', () => {
  it.each([1, 2, 3, 4, 5])('reads back at every checkpoint (seed %i)', async (seed) => {
    const random = randomNumbers(seed);
    const savers = [newSaver(), newSaver(), newSaver({ rememberedElements: 10 })];
    const saved: { config: RunnableConfig; live: Checkpoint; expected: Checkpoint }[] = [];
    const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)];
    for (let step = 0; step < 120; step += 1) {
      const saver = pick(savers) ?? newSaver();
      const base = random() < 0.8 ? saved.at(-1) : pick(saved);
      const parent = base?.config ?? threadConfig(`random-${seed}`);
      const before = random() < 0.5 ? await read(saver, parent) : base?.live.channel_values.items;
      const items = edit([...((before as Item[] | undefined) ?? [])], step, random);
      const checkpoint = testCheckpoint({ items }, saver.getNextVersion(step));
      const expected = structuredClone(checkpoint);
      const config = await saver.put(parent, checkpoint, testMetadata(step), checkpoint.channel_versions);
      saved.push({ config, live: checkpoint, expected });
    }
    for (const { config, expected } of saved) {
      expect((await newSaver().getTuple(config))?.checkpoint).toEqual(expected);
    }
  });

  function edit(items: Item[], step: number, random: () => number): Item[] {
    const at = Math.floor(random() * (items.length + 1));
    const kind = random();
    if (kind < 0.5) return [...items, { text: `${step}` }, { text: `${step}b` }];
    if (kind < 0.6) return items.toSpliced(at, 1);
    if (kind < 0.7) return items.toSpliced(at, 0, { text: `inserted ${step}` });
    if (kind < 0.8) return items.slice(at);
    const item = items[at];
    if (item && kind < 0.9) item.text = `changed in ${step}`;
    return kind < 0.95 ? items : items.map((element) => ({ ...element }));
  }
});

function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}
