import { AIMessage, HumanMessage } from '@langchain/core/messages';
import { INTERRUPT } from '@langchain/langgraph-checkpoint';
import { describe, expect, it } from 'vitest';
import { collect, testCheckpoint, testMetadata, testSetup, threadConfig } from './testing.ts';

const { redis, prefix, newSaver } = testSetup();
const saver = newSaver();

async function conversation(threadId: string) {
  const messages = [new HumanMessage({ content: 'Olá, meu nome é Zé', id: 'h' })];
  const first = testCheckpoint({ messages, bytes: new Uint8Array([0, 255]), map: new Map([['a', 1]]) });
  let config = await saver.put(threadConfig(threadId), first, testMetadata(), first.channel_versions);
  await saver.putWrites(
    config,
    [
      ['messages', 'oi'],
      [INTERRUPT, { ask: 'CPF?' }],
    ],
    'task',
    '~path',
  );
  const second = testCheckpoint({ messages: [...messages, new AIMessage({ content: 'Olá', id: 'a' })] }, 2);
  config = await saver.put(config, second, testMetadata(1), { messages: 2 });
  await saver.put(threadConfig(threadId, undefined, 'child'), testCheckpoint({}), testMetadata(), {});
}

const all = (threadId: string) => collect(newSaver().list({ configurable: { thread_id: threadId } }));

describe('exportThread and importThread', () => {
  it('bring back everything, readable in between', async () => {
    await conversation('original');
    const before = await all('original');
    const lines = await collect(saver.exportThread('original'));
    expect(lines.join('')).toContain('Olá, meu nome é Zé');
    expect(lines.every((line) => line.endsWith('\n') && JSON.parse(line) !== null)).toBe(true);

    await saver.deleteThread('original');
    expect(await newSaver().importThread(lines)).toBe('original');
    expect(await all('original')).toEqual(before);
    expect(await newSaver().importThread(lines, { threadId: 'copy' })).toBe('copy');
    expect((await all('copy')).map(({ checkpoint }) => checkpoint)).toEqual(
      before.map(({ checkpoint }) => checkpoint),
    );
  });

  it('take a thread on after it was pruned and imported', async () => {
    for (let step = 1; step <= 5; step += 1) {
      const checkpoint = testCheckpoint({ items: [{ step }, { same: step }] }, step);
      await saver.put(threadConfig('pruned'), checkpoint, testMetadata(step), { items: step });
    }
    await saver.pruneThread('pruned', { keepLast: 2 });
    const lines = await collect(saver.exportThread('pruned'));
    await saver.importThread(lines, { threadId: 'imported' });
    const [newest] = await all('imported');
    const items = [...((newest?.checkpoint.channel_values.items as object[]) ?? []), { next: true }];
    const next = testCheckpoint({ items }, 6);
    await saver.put(newest?.config ?? {}, next, testMetadata(6), { items: 6 });
    expect((await all('imported'))[0]?.checkpoint).toEqual(next);
    expect(await redis.llen(`${prefix}{imported}:elements`)).toBe(5);
  });

  it('read any number of lines', async () => {
    const items = Array.from({ length: 1300 }, (_, i) => ({ i }));
    await saver.put(threadConfig('long'), testCheckpoint({ items }), testMetadata(), { items: 1 });
    await saver.importThread(saver.exportThread('long'), { threadId: 'long-copy' });
    expect((await all('long-copy'))[0]?.checkpoint.channel_values).toEqual({ items });
  });

  it('import with the expiry of their saver, and never over a thread', async () => {
    await conversation('kept');
    const lines = await collect(saver.exportThread('kept'));
    await expect(saver.importThread(lines)).rejects.toMatchObject({ code: 'thread_exists', written: 'no' });
    await newSaver({ expiry: { milliseconds: 60_000 } }).importThread(lines, { threadId: 'expiring' });
    await saver.importThread(lines, { threadId: 'lasting' });
    for (const key of ['checkpoints', 'writes', 'values', 'elements']) {
      expect(await redis.pttl(`${prefix}{expiring}:${key}`)).toBeGreaterThan(50_000);
      expect(await redis.pttl(`${prefix}{lasting}:${key}`)).toBe(-1);
    }
  });

  it('say what is wrong, and then leave no thread', async () => {
    await expect(collect(saver.exportThread('nobody'))).rejects.toMatchObject({ code: 'not_found' });
    const header = '{"format":"langgraph-redis-thread/1","thread_id":"bad","trimmed":0}';
    const wrong = [
      [],
      ['no json'],
      ['{"format":"other"}'],
      [header, '{"element":5}'],
      [header, '{"write":[]}'],
    ];
    wrong.push([header, '{"field":["","c","1"],"array":"a+0:1"}']);
    for (const lines of wrong) {
      const importing = saver.importThread(lines);
      await expect(importing).rejects.toMatchObject({ code: 'invalid_export', written: 'no' });
    }
    expect(await all('bad')).toEqual([]);
  });
});
