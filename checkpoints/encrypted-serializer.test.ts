import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { compressedSerializer } from './compressed-serializer.ts';
import { encryptedSerializer, parseEncryptionKeys } from './encrypted-serializer.ts';
import { collect, testCheckpoint, testMetadata, testSetup, threadConfig } from './testing.ts';

const { redis, prefix, newSaver } = testSetup();
const keys = { old: new Uint8Array(randomBytes(32)), new: new Uint8Array(randomBytes(32)) };
const serde = encryptedSerializer({ keys, activeKey: 'new' });

async function dumpOf(threadId: string): Promise<string> {
  const thread = `${prefix}{${threadId}}`;
  const parts = [
    ...(await redis.zrangeBuffer(`${thread}:checkpoints`, '0', '-1')),
    ...(await redis.zrangeBuffer(`${thread}:writes`, '0', '-1')),
    ...(await redis.lrangeBuffer(`${thread}:elements`, 0, -1)),
    ...(await redis.hvalsBuffer(`${thread}:values`)),
  ];
  return parts.map((part) => part.toString('latin1')).join('\n');
}

describe('encryptedSerializer', () => {
  it('gives back what it encrypted, never twice in the same bytes', async () => {
    for (const value of [{ cpf: '123' }, new Uint8Array([1, 2]), undefined, new Map([[1, 2]])]) {
      const [type, bytes] = await serde.dumpsTyped(value);
      expect(type).toMatch(/^(json|bytes)\+aes:new$/);
      expect(await serde.loadsTyped(type, bytes)).toEqual(value);
      expect((await serde.dumpsTyped(value))[1]).not.toEqual(bytes);
    }
  });

  it('reads what an older key encrypted, and not what no key fits', async () => {
    const before = encryptedSerializer({ keys: { old: keys.old }, activeKey: 'old' });
    const [type, bytes] = await before.dumpsTyped('secret');
    expect(await serde.loadsTyped(type, bytes)).toBe('secret');
    const without = encryptedSerializer({ keys: { new: keys.new }, activeKey: 'new' });
    await expect(without.loadsTyped(type, bytes)).rejects.toThrow('encrypted with the key "old"');
  });

  it('notices every change of a value, its type or its key', async () => {
    const [type, bytes] = await serde.dumpsTyped('secret');
    const unreadable = { code: 'unreadable_value', written: 'no' };
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
      await expect(serde.loadsTyped(type, new Uint8Array(changed))).rejects.toMatchObject(unreadable);
    }
    await expect(serde.loadsTyped(type, bytes.slice(0, 5))).rejects.toMatchObject(unreadable);
    await expect(serde.loadsTyped('bytes+aes:new', bytes)).rejects.toMatchObject(unreadable);
    await expect(serde.loadsTyped('json+aes:old', bytes)).rejects.toMatchObject(unreadable);
  });

  it('reads what was stored in the clear only when it is told to', async () => {
    const plain = new TextEncoder().encode('"clear"');
    await expect(serde.loadsTyped('json', plain)).rejects.toThrow('is not encrypted');
    const tolerant = encryptedSerializer({ keys, activeKey: 'new', readPlain: true });
    expect(await tolerant.loadsTyped('json', plain)).toBe('clear');
  });

  it('refuses wrong keys', () => {
    expect(() => encryptedSerializer({ keys, activeKey: 'other' })).toThrow('no key "other"');
    expect(() => encryptedSerializer({ keys: { a: new Uint8Array(16) }, activeKey: 'a' })).toThrow(
      '16 bytes, not 32',
    );
    expect(() => encryptedSerializer({ keys: { 'a:b': keys.old }, activeKey: 'a:b' })).toThrow(
      'no id of a key',
    );
  });
});

describe('parseEncryptionKeys', () => {
  it('reads pairs from a variable or a file; the first is active', () => {
    const text = `2026:${Buffer.from(keys.new).toString('base64')},\n2025:${Buffer.from(keys.old).toString('base64')}\n`;
    expect(parseEncryptionKeys(text)).toEqual({
      keys: { 2026: keys.new, 2025: keys.old },
      activeKey: '2026',
    });
    expect(() => parseEncryptionKeys('  ')).toThrow('there is none');
    expect(() => parseEncryptionKeys('only-a-key')).toThrow('id:base64');
  });
});

describe('a saver with encryption', () => {
  it('leaves nothing of values, writes and metadata readable in Redis', async () => {
    const saver = newSaver({
      serde: encryptedSerializer({ keys, activeKey: 'new', inner: compressedSerializer() }),
    });
    const messages = [{ text: 'segredo '.repeat(300) }, { text: 'curto segredo' }];
    const metadata = { ...testMetadata(), note: 'segredo' };
    const checkpoint = testCheckpoint({ messages, plain: 'segredo' });
    const config = await saver.put(threadConfig('sealed'), checkpoint, metadata, checkpoint.channel_versions);
    await saver.putWrites(config, [['messages', 'segredo']], 'task');
    expect(await dumpOf('sealed')).not.toContain('segredo');

    const tuple = await saver.getTuple(config);
    expect(tuple?.checkpoint).toEqual(checkpoint);
    expect(tuple?.metadata).toEqual(metadata);
    expect(tuple?.pendingWrites).toEqual([['task', 'messages', 'segredo']]);
    expect(await collect(saver.list(threadConfig('sealed'), { filter: { note: 'segredo' } }))).toHaveLength(
      1,
    );
    await expect(newSaver().getTuple(config)).rejects.toMatchObject({ code: 'unreadable_value' });
    expect((await collect(saver.exportThread('sealed'))).join('')).toContain('curto segredo');
  });

  it('shares the elements of a growing array as well', async () => {
    const saver = newSaver({ serde });
    let items: object[] = [];
    let config = threadConfig('sealed-growing');
    for (let turn = 1; turn <= 10; turn += 1) {
      items = [...items, { turn }];
      const checkpoint = testCheckpoint({ items }, turn);
      config = (await saver.put(config, checkpoint, testMetadata(turn), { items: turn })) as typeof config;
    }
    expect(await redis.llen(`${prefix}{sealed-growing}:elements`)).toBe(10);
  });
});
