import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compressedSerializer } from './compressed-serializer.ts';
import { testCheckpoint, testMetadata, testSetup, threadConfig } from './testing.ts';

const { newSaver, memoryOf } = testSetup();
const text = 'uma resposta bem longa '.repeat(200);

describe('compressedSerializer', () => {
  it('compresses what is large, and gives it back', async () => {
    const serde = compressedSerializer({ thresholdBytes: 100 });
    for (const value of [{ text }, new Uint8Array(500).fill(7), [text, text]]) {
      const [type, bytes] = await serde.dumpsTyped(value);
      expect(type).toMatch(/\+deflate$/);
      expect(bytes.length).toBeLessThan(500);
      expect(await serde.loadsTyped(type, bytes)).toEqual(value);
    }
  });

  it('leaves alone what is small or does not become smaller', async () => {
    const serde = compressedSerializer({ thresholdBytes: 100 });
    const noise = crypto.getRandomValues(new Uint8Array(200));
    expect((await serde.dumpsTyped({ a: 1 }))[0]).toBe('json');
    expect(await serde.dumpsTyped(noise)).toEqual(['bytes', noise]);
  });

  it('refuses what is damaged or would unpack to more than the limit', async () => {
    const serde = compressedSerializer({ maximumBytes: 1000 });
    const bomb = deflateRawSync(Buffer.alloc(100_000));
    for (const bytes of [bomb, Buffer.from('no deflate')]) {
      await expect(serde.loadsTyped('json+deflate', bytes)).rejects.toMatchObject({
        code: 'unreadable_value',
      });
    }
  });

  it('makes a thread smaller, and reads what was saved without it', async () => {
    const messages = Array.from({ length: 20 }, (_, i) => ({ i, text }));
    await newSaver().put(threadConfig('plain'), testCheckpoint({ messages }), testMetadata(), {
      messages: 1,
    });
    const saver = newSaver({ serde: compressedSerializer() });
    await saver.put(threadConfig('packed'), testCheckpoint({ messages }), testMetadata(), { messages: 1 });
    for (const thread of ['plain', 'packed']) {
      expect((await saver.getTuple(threadConfig(thread)))?.checkpoint.channel_values).toEqual({ messages });
    }
    expect(await memoryOf('packed')).toBeLessThan((await memoryOf('plain')) / 5);
  });
});
