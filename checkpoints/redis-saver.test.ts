import { ERROR, INTERRUPT, RESUME, uuid6 } from '@langchain/langgraph-checkpoint';
import { describe, expect, it } from 'vitest';
import { collect, testCheckpoint, testMetadata, testSetup, threadConfig } from './testing.ts';

const { redis, prefix, newSaver } = testSetup();
const saver = newSaver();

describe('list', () => {
  it('comes newest first, in one namespace and across all of them', async () => {
    const ids: string[] = [];
    for (let step = 0; step < 7; step += 1) {
      const namespace = step % 2 === 0 ? '' : 'child';
      const checkpoint = testCheckpoint({ step });
      ids.push(checkpoint.id);
      const config = threadConfig('ordered', undefined, namespace);
      await saver.put(config, checkpoint, testMetadata(step), { step: 1 });
    }
    const newestFirst = ids.toReversed();
    const listed = await collect(saver.list({ configurable: { thread_id: 'ordered' } }));
    expect(listed.map(({ checkpoint }) => checkpoint.id)).toEqual(newestFirst);

    const root = await collect(saver.list(threadConfig('ordered')));
    expect(root.map(({ metadata }) => metadata?.step)).toEqual([6, 4, 2, 0]);
    expect((await collect(saver.list(threadConfig('ordered', ids[2])))).map((t) => t.metadata?.step)).toEqual(
      [2],
    );
    const options = { before: threadConfig('ordered', ids[4]), limit: 2 };
    const before = await collect(saver.list({ configurable: { thread_id: 'ordered' } }, options));
    expect(before.map(({ metadata }) => metadata?.step)).toEqual([3, 2]);
  });

  it('reads any number of pages, and filters before it limits', async () => {
    for (let step = 0; step < 120; step += 1) {
      const checkpoint = testCheckpoint({ step }, step);
      await saver.put(threadConfig('paged'), checkpoint, testMetadata(step % 60), { step });
    }
    expect(await collect(saver.list(threadConfig('paged')))).toHaveLength(120);
    const first = await collect(saver.list(threadConfig('paged'), { filter: { step: 5 }, limit: 2 }));
    expect(first.map(({ checkpoint }) => checkpoint.channel_values.step)).toEqual([65, 5]);
    expect(await collect(saver.list(threadConfig('paged'), { limit: 0 }))).toEqual([]);
  });

  it('keeps equal ids of several namespaces apart, also at the end of a page', async () => {
    const id = uuid6(0);
    for (const namespace of ['', 'a', 'b', 'c']) {
      await saver.put(
        threadConfig('equal', undefined, namespace),
        testCheckpoint({ namespace }, 1, id),
        testMetadata(),
        { namespace: 1 },
      );
    }
    const listed = await collect(saver.list({ configurable: { thread_id: 'equal' } }, { limit: 2 }));
    const all = await collect(saver.list({ configurable: { thread_id: 'equal' } }));
    expect(listed.map((t) => t.checkpoint.channel_values.namespace)).toEqual(['', 'a']);
    expect(all.map((t) => t.checkpoint.channel_values.namespace)).toEqual(['', 'a', 'b', 'c']);
  });

  it('merges all threads newest first', async () => {
    const own = newSaver({ prefix: `${prefix}all:` });
    for (let step = 0; step < 6; step += 1) {
      await own.put(threadConfig(`t${step % 3}`), testCheckpoint({ step }), testMetadata(step), { step: 1 });
    }
    const listed = await collect(own.list({}, { limit: 5 }));
    expect(listed.map(({ metadata }) => metadata?.step)).toEqual([5, 4, 3, 2, 1]);
  });
});

describe('putWrites', () => {
  it('may come before the checkpoint', async () => {
    const checkpoint = testCheckpoint({ word: 'oi' });
    await saver.putWrites(threadConfig('early', checkpoint.id), [['word', 'early']], 'task');
    expect(await saver.getTuple(threadConfig('early'))).toBeUndefined();
    await saver.put(threadConfig('early'), checkpoint, testMetadata(), { word: 1 });
    expect((await saver.getTuple(threadConfig('early')))?.pendingWrites).toEqual([['task', 'word', 'early']]);
  });

  it('leaves nothing behind when there is nothing to write', async () => {
    await saver.putWrites(threadConfig('nothing', uuid6(0)), [], 'task');
    expect(await redis.keys(`${prefix}{nothing}*`)).toEqual([]);
  });

  it('keeps the first write of a task, and the last of its special ones', async () => {
    const config = await saver.put(threadConfig('special'), testCheckpoint({}), testMetadata(), {});
    await saver.putWrites(config, [['word', 'first']], 'task');
    await saver.putWrites(config, [['word', 'second']], 'task');
    await saver.putWrites(config, [[INTERRUPT, 'ask']], 'task');
    await saver.putWrites(config, [[INTERRUPT, 'ask again']], 'task');
    await saver.putWrites(config, [[RESUME, 'yes']], 'task');
    await saver.putWrites(
      config,
      [
        [ERROR, 'late'],
        ['other', 'x'],
      ],
      'task',
    );
    await saver.putWrites(
      config,
      [
        [ERROR, 'ignored'],
        ['other', 'y'],
      ],
      'task',
    );
    expect((await saver.getTuple(config))?.pendingWrites).toEqual([
      ['task', RESUME, 'yes'],
      ['task', INTERRUPT, 'ask again'],
      ['task', ERROR, 'late'],
      ['task', 'word', 'first'],
      ['task', 'other', 'x'],
    ]);
  });

  it('returns writes by task path, task and index, by code point', async () => {
    const config = await saver.put(threadConfig('paths'), testCheckpoint({}), testMetadata(), {});
    const write = (value: unknown, task: string, path?: string) =>
      saver.putWrites(config, [['c', value]], task, path);
    await write(7, 'a', '~2');
    await write(6, 'c', '~1, \u{1F600}');
    await write(5, 'd', '~1, \uFF5E');
    await write(4, '\u{1F600}', '~1');
    await write(3, '\uFF5E', '~1');
    await saver.putWrites(
      config,
      Array.from({ length: 12 }, (_, i) => ['c', `${i}`] as [string, string]),
      'z',
    );
    const writes = (await saver.getTuple(config))?.pendingWrites?.map(([, , value]) => value);
    expect(writes).toEqual([...Array.from({ length: 12 }, (_, i) => `${i}`), 3, 4, 5, 6, 7]);
  });
});

describe('concurrent writers on one thread', () => {
  it('lose nothing', async () => {
    const parent = await saver.put(threadConfig('crowd'), testCheckpoint({}), testMetadata(), {});
    const savers = Array.from({ length: 50 }, () => newSaver());
    const checkpoints = savers.map((_, i) =>
      testCheckpoint({ items: [{ i }, { twice: i * 2 }] }, 1 + (i + 1) / 100),
    );
    await Promise.all(
      savers.flatMap((writer, i) => {
        const checkpoint = checkpoints[i] ?? testCheckpoint({});
        return [
          writer.put(parent, checkpoint, testMetadata(i), checkpoint.channel_versions),
          writer.putWrites(parent, [['items', i]], `task-${String(i).padStart(2, '0')}`),
        ];
      }),
    );
    for (const [i, checkpoint] of checkpoints.entries()) {
      const tuple = await saver.getTuple(threadConfig('crowd', checkpoint.id));
      expect(tuple?.checkpoint).toEqual(checkpoint);
      expect(tuple?.metadata?.step).toBe(i);
    }
    const writes = (await saver.getTuple(parent))?.pendingWrites;
    expect(writes?.map(([, , value]) => value)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });
});

describe('hostile names', () => {
  const names = [
    'a:b',
    'a',
    'a:*',
    '*',
    '{x}',
    '}{',
    '[a]',
    'new\nline',
    '🙂',
    '\ud800',
    '\udc00',
    'nul\0nul',
    '%00',
  ];
  names.push(
    'é',
    'e\u0301',
    ' ',
    '\\',
    'x'.repeat(1000),
    '__proto__',
    'constructor',
    '1',
    '1:2',
    "'",
    'a=b,c',
  );

  it('are just names of threads, namespaces, checkpoints, tasks and channels', async () => {
    for (const [i, name] of names.entries()) {
      const checkpoint = testCheckpoint({ [`c-${name}`]: { i } }, 1, `id-${name}`);
      const config = threadConfig(name, undefined, `ns-${name}`);
      const saved = await saver.put(config, checkpoint, testMetadata(i), checkpoint.channel_versions);
      await saver.putWrites(saved, [[`c-${name}`, i]], `task-${name}`, `path-${name}`);
    }
    for (const [i, name] of names.entries()) {
      const [tuple, ...others] = await collect(saver.list({ configurable: { thread_id: name } }));
      expect(others).toEqual([]);
      expect(tuple?.config).toEqual(threadConfig(name, `id-${name}`, `ns-${name}`));
      expect(tuple?.checkpoint.channel_values).toEqual({ [`c-${name}`]: { i } });
      expect(tuple?.pendingWrites).toEqual([[`task-${name}`, `c-${name}`, i]]);
    }
    await saver.deleteThread('*');
    await saver.deleteThread('1');
    expect(await saver.getTuple(threadConfig('1:2', undefined, 'ns-1:2'))).toBeDefined();
    expect(await saver.getTuple(threadConfig('a', undefined, 'ns-a'))).toBeDefined();
  });

  it('refuses what is no name at all', async () => {
    for (const wrong of ['', 5, null, {}]) {
      const put = saver.put({ configurable: { thread_id: wrong } }, testCheckpoint({}), testMetadata(), {});
      await expect(put).rejects.toMatchObject({ code: 'invalid_config', written: 'no', retryable: false });
    }
    const noId = saver.putWrites(threadConfig('x'), [['c', 1]], 't');
    await expect(noId).rejects.toThrow('checkpoint_id is missing');
    expect(() => newSaver({ prefix: 'a{b}' })).toThrow('braces');
    expect(() => newSaver({ expiry: { milliseconds: 0 } })).toThrow('positive');
  });
});

describe('expiry', () => {
  it('moves with every write on all keys of a thread, and with reads when asked', async () => {
    const refreshing = newSaver({ expiry: { milliseconds: 60_000, refreshOnRead: true } });
    const config = await refreshing.put(
      threadConfig('expiring'),
      testCheckpoint({ items: [{ a: 1 }] }),
      testMetadata(),
      { items: 1 },
    );
    await refreshing.putWrites(config, [['items', 1]], 'task');
    const keys = await redis.keys(`${prefix}{expiring}*`);
    const moments = async () => new Set(await Promise.all(keys.map((key) => redis.pexpiretime(key))));
    expect(keys).toHaveLength(4);
    const [written, ...others] = await moments();
    expect(others).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await newSaver({ expiry: { milliseconds: 60_000 } }).getTuple(config);
    expect(await moments()).toEqual(new Set([written]));
    await refreshing.getTuple(config);
    const [read, ...more] = await moments();
    expect(more).toEqual([]);
    expect(read).toBeGreaterThan(written ?? 0);
  });
});

it('needs one round trip for each operation', async () => {
  const calls: string[] = [];
  const counting = new Proxy(redis, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        calls.push(`${String(name)} ${args[0]}`);
        return member.apply(target, args);
      };
    },
  });
  const counted = newSaver({ redis: counting });
  const messages = [{ text: 'oi' }];
  let config = await counted.put(threadConfig('trips'), testCheckpoint({ messages }), testMetadata(), {
    messages: 1,
  });
  await saver.getDeltaChannelHistory({ config, channels: ['messages'] });
  calls.length = 0;

  await counted.getTuple(config);
  messages.push({ text: 'tudo bem' });
  config = await counted.put(config, testCheckpoint({ messages }, 2), testMetadata(), { messages: 2 });
  await counted.putWrites(config, [['messages', messages]], 'task');
  await collect(counted.list(threadConfig('trips')));
  await counted.getDeltaChannelHistory({ config, channels: ['messages'] });
  await counted.deleteThread('trips');
  const evalsha = 'callBuffer evalsha';
  expect(calls).toEqual([evalsha, evalsha, evalsha, evalsha, evalsha, expect.stringContaining('unlink')]);
});
