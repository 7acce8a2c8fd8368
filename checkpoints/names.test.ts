import { uuid6 } from '@langchain/langgraph-checkpoint';
import { describe, expect, it } from 'vitest';
import { decodeName, decodeVersion, encodeId, encodeName, encodeVersion, threadKeys } from './names.ts';

const names = [
  '',
  'plain',
  'agent:1f1e|tools:2',
  'a b',
  '{}',
  '*?[]\\',
  '%',
  '%41',
  '~',
  '~abc',
  'é',
  '🙂',
  '\ud800',
];
names.push('\ude00', '\0', '\n', "!'()", 'a=b,c', 'ＡＢ', 'x'.repeat(1000), '\ud83d\ud83d\ude42');

describe('encodeName', () => {
  it('uses harmless characters only, and loses nothing', () => {
    for (const name of names) {
      expect(encodeName(name)).toMatch(/^[\w.:|/@%-]*$/);
      expect(decodeName(encodeName(name))).toBe(name);
      expect(decodeName(encodeId(name))).toBe(name);
    }
    expect(new Set(names.map(encodeName)).size).toBe(names.length);
  });
});

describe('encodeId', () => {
  it('shortens UUIDs and keeps their order', () => {
    const ids = Array.from({ length: 200 }, (_, i) =>
      i % 2 === 0 ? uuid6(i) : crypto.randomUUID(),
    ).toSorted();
    ids.unshift('00000000-0000-0000-0000-000000000000');
    ids.push('ffffffff-ffff-ffff-ffff-ffffffffffff');
    expect(ids.map(encodeId).toSorted()).toEqual(ids.map(encodeId));
    for (const id of ids) {
      expect(encodeId(id)).toHaveLength(23);
      expect(decodeName(encodeId(id))).toBe(id);
    }
  });

  it('leaves alone what only resembles one', () => {
    const id = '1F1E67F8-4400-6820-801E-6B02B76A8466';
    expect(encodeId(id)).toBe(id);
    expect(decodeName(encodeId(id))).toBe(id);
  });
});

describe('encodeVersion', () => {
  it('keeps numbers and texts apart', () => {
    for (const version of [0, 1, 31.187220899, 2 ** 53, 1e300, '1', '', "'", '00000002.0.43', 'a=b,c']) {
      expect(encodeVersion(version)).not.toMatch(/[=,~]/);
      expect(decodeVersion(encodeVersion(version))).toBe(version);
    }
  });
});

describe('threadKeys', () => {
  it('share the one hash tag that a Cluster looks at', () => {
    for (const name of names.filter((n) => n !== '')) {
      const keys = Object.values(threadKeys('checkpoint:', name));
      const tags = keys.map((key) => /^[^{]*\{([^}]+)\}/.exec(key)?.[1]);
      expect(tags).toEqual(Array(4).fill(encodeName(name)));
      expect(new Set(keys).size).toBe(4);
    }
  });
});
