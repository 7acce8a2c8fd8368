import { describe, expect, it } from 'vitest';
import { selectNamespaces } from './list-namespaces.ts';
import { decodeItemName, decodeNamespace, encodeItemName, encodeNamespace } from './store-names.ts';

const all = [['b'], ['a', 'x', '1'], ['a', 'y', '1'], ['a'], ['ab', '1'], ['a', 'x']];
const page = { limit: 100, offset: 0 };

describe('selectNamespaces', () => {
  it('comes in the order of the labels, shorter ones first', () => {
    const sorted = [['a'], ['a', 'x'], ['a', 'x', '1'], ['a', 'y', '1'], ['ab', '1'], ['b']];
    expect(selectNamespaces(all, page)).toEqual(sorted);
    expect(selectNamespaces(all, { limit: 2, offset: 1 })).toEqual(sorted.slice(1, 3));
  });

  it('fits whole labels only, and any label where a star stands', () => {
    const prefix = (...path: string[]) =>
      selectNamespaces(all, { ...page, matchConditions: [{ matchType: 'prefix', path }] });
    const suffix = (...path: string[]) =>
      selectNamespaces(all, { ...page, matchConditions: [{ matchType: 'suffix', path }] });
    expect(prefix('a')).toHaveLength(4);
    expect(prefix('a', '*', '1')).toEqual([
      ['a', 'x', '1'],
      ['a', 'y', '1'],
    ]);
    expect(suffix('1')).toHaveLength(3);
    expect(suffix('x', '*')).toEqual([['a', 'x', '1']]);
    expect(prefix('a', 'x', '1', '2')).toEqual([]);
  });

  it('cuts to a depth, each once', () => {
    expect(selectNamespaces(all, { ...page, maxDepth: 1 })).toEqual([['a'], ['ab'], ['b']]);
  });
});

describe('names of namespaces and items', () => {
  it('are read as they were written, and never the same for different ones', () => {
    const namespaces = [['a', 'b'], ['a b'], ['a\0b'], ['a%20b'], ['é', '🙂', '\ud800'], ['']];
    for (const namespace of namespaces) {
      expect(decodeNamespace(encodeNamespace(namespace))).toEqual(namespace);
      expect(decodeItemName(encodeItemName(namespace, 'k\0 k'))).toEqual({ namespace, key: 'k\0 k' });
    }
    expect(new Set(namespaces.map(encodeNamespace)).size).toBe(namespaces.length);
    expect(() => encodeNamespace([])).toThrow('cannot be empty');
  });
});
