import { describe, expect, it } from 'vitest';
import { scanHashTagPage, scanHashTags } from './scan-hash-tags.ts';
import { collect, testCheckpoint, testMetadata, testSetup, threadConfig } from './testing.ts';

const { redis, prefix, newSaver } = testSetup();

describe('listThreads', () => {
  it('finds every thread over its pages, and no other keys', async () => {
    const own = `${prefix}[*?]\\:`;
    const saver = newSaver({ prefix: own });
    const ids = Array.from({ length: 300 }, (_, i) => `thread:${i} {*}`);
    await Promise.all(ids.map((id) => saver.put(threadConfig(id), testCheckpoint({}), testMetadata(), {})));
    await newSaver().put(threadConfig('elsewhere'), testCheckpoint({}), testMetadata(), {});
    await redis.set(`${own}{x}:checkpoints:import-1`, 'staged');

    const found: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await saver.listThreads({ ...(cursor && { cursor }), count: 20 });
      found.push(...page.threadIds);
      cursor = page.cursor;
      pages += 1;
    } while (cursor !== undefined);
    expect([...new Set(found)].toSorted()).toEqual(ids.toSorted());
    expect(pages).toBeGreaterThan(3);
    expect((await collect(scanHashTags(redis, own, ':checkpoints'))).toSorted()).toEqual(ids.toSorted());
  });

  it('ends with a cursor that is past the end', async () => {
    expect(await scanHashTagPage(redis, prefix, ':checkpoints', '7:0')).toEqual({
      names: [],
      cursor: undefined,
    });
  });
});
