import { describe, expect, it } from 'vitest';
import { checkpointKey, createKnownArraysCache, knownArray, withoutChanged } from './known-arrays.ts';

const arrayOfSize = (count: number) => {
  const elements = Array.from({ length: count }, (_, i) => ({ i }));
  return knownArray({ elements, runs: [{ start: 0, count }] });
};
const entry = (count: number) => ({ epoch: 'e', arrays: new Map([['items', arrayOfSize(count)]]) });

describe('createKnownArraysCache', () => {
  it('forgets the least recently used when there are too many elements', () => {
    const cache = createKnownArraysCache(30);
    for (const name of ['a', 'b', 'c']) cache.set(name, entry(9));
    cache.get('a');
    cache.set('d', entry(9));
    expect(['a', 'b', 'c', 'd'].filter((name) => cache.get(name))).toEqual(['a', 'c', 'd']);
    cache.set('large', entry(100));
    expect(['a', 'c', 'd', 'large'].filter((name) => cache.get(name))).toEqual([]);
  });

  it('counts what is replaced or deleted no more', () => {
    const cache = createKnownArraysCache(30);
    for (let i = 0; i < 100; i += 1) cache.set('same', entry(20));
    expect(cache.get('same')).toBeDefined();
    cache.delete('same');
    cache.delete('same');
    cache.set('next', entry(25));
    expect(cache.get('next')).toBeDefined();
  });

  it('bounds entries without arrays too', () => {
    const cache = createKnownArraysCache(10);
    for (let i = 0; i < 20; i += 1) cache.set(`${i}`, { epoch: 'e', arrays: new Map() });
    expect(cache.get('9')).toBeUndefined();
    expect(cache.get('10')).toBeDefined();
  });
});

describe('checkpointKey', () => {
  it('is never the same for different names', () => {
    const names = [
      ['a', 'b', 'c'],
      ['a b', '', 'c'],
      ['a', 'b c', ''],
      ['a\0b', 'c', ''],
    ] as const;
    expect(new Set(names.map(([thread, namespace, id]) => checkpointKey(thread, namespace, id))).size).toBe(
      4,
    );
  });
});

describe('withoutChanged', () => {
  it('finds changed elements among the newest, of the channels that it is asked for', () => {
    const known = entry(200);
    expect(withoutChanged(known, ['items', 'other'])).toBeUndefined();
    const elements = known.arrays.get('items')?.elements as { i: number }[];
    Object.assign(elements[199] ?? {}, { i: 'changed' });
    expect(withoutChanged(known, ['other'])).toBeUndefined();
    const left = withoutChanged(known, ['items'])?.arrays.get('items');
    expect(left?.elements.indexOf(undefined)).toBe(199);
    expect(left?.held.indexOf(undefined)).toBe(49);
    expect(known.arrays.get('items')?.elements[199]).toBe(elements[199]);
  });

  it('trusts those that are older, as the documentation says', () => {
    const known = entry(200);
    Object.assign((known.arrays.get('items')?.elements[0] as object) ?? {}, { i: 'changed' });
    expect(withoutChanged(known, ['items'])).toBeUndefined();
  });
});
