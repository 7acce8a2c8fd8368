import { DeltaSnapshot } from '@langchain/langgraph-checkpoint';
import { describe, expect, it } from 'vitest';
import { arrayOf, decodeRuns, encodeRuns, resolveRuns, shareElements } from './array-elements.ts';

const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map((text) => ({ text }));
const stored = {
  elements: [a, b, c],
  runs: [
    { start: 10, count: 2 },
    { start: 20, count: 1 },
  ],
};

describe('arrayOf', () => {
  it('finds arrays of objects, also inside a delta snapshot', () => {
    expect(arrayOf([a, b])).toEqual([a, b]);
    expect(arrayOf(new DeltaSnapshot([a]))).toEqual([a]);
    for (const other of [[], [1], [a, null], 'text', { length: 1 }, null, new DeltaSnapshot('x')]) {
      expect(arrayOf(other)).toBeUndefined();
    }
  });
});

describe('shareElements', () => {
  it.each([
    ['all', [a, b, c], '10:2,20:1', 0],
    ['an end that was added', [a, b, c, d, e], '10:2,20:1,+0:2', 2],
    ['a beginning that was added', [d, a, b, c], '+0:1,10:2,20:1', 1],
    ['the middle replaced', [a, d, c], '10:1,+0:1,20:1', 1],
    ['an element that was removed', [a, c], '10:1,20:1', 0],
    ['another order', [c, a, b], '20:1,10:2', 0],
    ['an element once more', [a, b, b, c], '10:2,+0:1,20:1', 1],
    ['nothing in common', [d, e], '+0:2', 2],
    ['new ones around an old one', [d, b, e], '+0:1,11:1,+1:1', 2],
  ])('%s', (_, elements, runs, added) => {
    const shared = shareElements(elements, stored);
    expect(encodeRuns(shared.runs)).toBe(runs);
    expect(shared.added).toHaveLength(added);
  });

  it('counts on from what other channels add, and changes nothing that is stored', () => {
    const before = structuredClone(stored.runs);
    expect(encodeRuns(shareElements([a, d], stored, 5).runs)).toBe('10:1,+5:1');
    expect(stored.runs).toEqual(before);
  });
});

describe('runs', () => {
  it('are joined where addresses follow each other', () => {
    const runs = shareElements([a, b, c, d], stored).runs;
    expect(encodeRuns(resolveRuns(runs, 21))).toBe('10:2,20:2');
    expect(encodeRuns(resolveRuns(runs, 30))).toBe('10:2,20:1,30:1');
  });

  it('are read as they were written', () => {
    expect(decodeRuns('10:2,20:1')).toEqual(stored.runs);
  });
});
