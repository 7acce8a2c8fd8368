import { randomBytes } from 'node:crypto';
import { END, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';
import { type BaseStore, InMemoryStore } from '@langchain/langgraph-checkpoint';
import { describe, expect, it, vi } from 'vitest';
import { encryptedSerializer } from '../encrypted-serializer.ts';
import { testSetup, threadConfig } from '../testing.ts';
import { RedisStore, type RedisStoreOptions } from './redis-store.ts';
import type { StoreIndex } from './store-index.ts';

const { redis, prefix, newSaver } = testSetup();
let stores = 0;
function newStore(options: Partial<RedisStoreOptions> = {}): RedisStore {
  stores += 1;
  return new RedisStore({ redis, prefix: `${prefix}${stores}:`, ...options });
}

describe('get, put and delete', () => {
  it('keep an item with its times', async () => {
    const store = newStore();
    expect(await store.get(['contacts', '1'], 'size')).toBeNull();
    await store.put(['contacts', '1'], 'size', { shoe: 42 });
    const first = await store.get(['contacts', '1'], 'size');
    expect(first).toMatchObject({ namespace: ['contacts', '1'], key: 'size', value: { shoe: 42 } });
    expect(Math.abs(Date.now() - Number(first?.createdAt))).toBeLessThan(5000);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await store.put(['contacts', '1'], 'size', { shoe: 43 });
    const second = await store.get(['contacts', '1'], 'size');
    expect(second?.value).toEqual({ shoe: 43 });
    expect(second?.createdAt).toEqual(first?.createdAt);
    expect(Number(second?.updatedAt)).toBeGreaterThan(Number(first?.updatedAt));
    await store.delete(['contacts', '1'], 'size');
    expect(await store.get(['contacts', '1'], 'size')).toBeNull();
    expect(await redis.keys(`${prefix}${stores}:*`)).toEqual([]);
  });

  it('take any names and values', async () => {
    const store = newStore();
    const names = ['a b', 'a', ' ', '\0', '{x}', '*', 'é', '🙂', '\ud800', 'x'.repeat(1000), '__proto__'];
    await store.batch(
      names.map((name, i) => ({
        namespace: [name, name],
        key: name,
        value: { i, when: new Date(0), map: new Map() },
      })),
    );
    for (const [i, name] of names.entries()) {
      const item = await store.batch([{ namespace: [name, name], key: name }]);
      expect(item[0]).toMatchObject({ namespace: [name, name], key: name, value: { i } });
      const found = await store.batch([{ namespacePrefix: [name], limit: 10 }]);
      expect(found[0]).toHaveLength(1);
    }
  });

  it('batch like LangGraph’s own store: reads before writes, the last put counts', async () => {
    const stores: BaseStore[] = [newStore(), new InMemoryStore()];
    for (const store of stores) {
      const results = await store.batch([
        { namespace: ['n'], key: 'k', value: { v: 1 } },
        { namespace: ['n'], key: 'k' },
        { namespace: ['n'], key: 'k', value: { v: 2 } },
        { namespacePrefix: ['n'] },
      ]);
      expect(results[1]).toBeNull();
      expect(results[3]).toEqual([]);
      expect((await store.get(['n'], 'k'))?.value).toEqual({ v: 2 });
    }
  });

  it('refuse what is too large, and no namespace', async () => {
    const store = newStore({ maximumItemBytes: 1000 });
    const large = store.put(['n'], 'k', { text: 'x'.repeat(1000) });
    await expect(large).rejects.toMatchObject({ code: 'value_too_large', written: 'no' });
    await expect(store.batch([{ namespace: [], key: 'k', value: {} }])).rejects.toThrow('cannot be empty');
    expect(() => newStore({ prefix: '{' })).toThrow('braces');
  });

  it('keep a namespace within its size: the least recently updated item goes', async () => {
    const store = newStore({ maximumItems: 3 });
    for (const key of ['a', 'b', 'c']) await store.put(['n'], key, { key });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await store.put(['n'], 'a', { again: true });
    await store.put(['n', 'below'], 'x', {});
    await store.put(['n'], 'd', {});
    const left = await store.search(['n']);
    expect(left.map(({ key }) => key).toSorted()).toEqual(['a', 'c', 'd', 'x']);
  });
});

describe('search', () => {
  const store = newStore();
  const fill = async () => {
    await store.put(['shop'], 'root', { price: 1, color: 'red' });
    await store.put(['shop', 'shoes'], 'a', { price: 10, color: 'red', since: '2026-01-05' });
    await store.put(['shop', 'shoes'], 'b', { price: 20, color: 'blue', since: '2026-03-01' });
    await store.put(['shop', 'shoes', 'kids'], 'c', { price: 5, nested: { a: [1] } });
    await store.put(['shop', 'shoes2'], 'd', { price: 30 });
    await store.put(['shop2'], 'e', { price: 40 });
  };
  const keys = async (...args: Parameters<RedisStore['search']>) =>
    (await store.search(...args)).map(({ key }) => key).toSorted();

  it('matches namespaces label by label', async () => {
    await fill();
    expect(await keys(['shop', 'shoes'])).toEqual(['a', 'b', 'c']);
    expect(await keys(['shop'])).toEqual(['a', 'b', 'c', 'd', 'root']);
    expect(await keys(['sho'])).toEqual([]);
    expect(await keys([])).toEqual(['a', 'b', 'c', 'd', 'e', 'root']);
  });

  it.each([
    [{ color: 'red' }, ['a', 'root']],
    [{ price: { $eq: 10 } }, ['a']],
    [{ color: { $ne: 'red' } }, ['b', 'c', 'd']],
    [{ price: { $gt: 10 } }, ['b', 'd']],
    [{ price: { $gte: 10, $lt: 30 } }, ['a', 'b']],
    [{ price: { $lte: 5 } }, ['c', 'root']],
    [{ since: { $gt: '2026-02-01' } }, ['b']],
    [{ nested: { a: [1] } }, ['c']],
    [{ toString: undefined }, ['a', 'b', 'c', 'd', 'root']],
    [{ missing: { $gt: 0 } }, []],
  ])('filters by %j', async (filter, expected) => {
    expect(await keys(['shop'], { filter })).toEqual(expected);
  });

  it('refuses an operator that there is not', async () => {
    await expect(store.search(['shop'], { filter: { price: { $near: 1 } } })).rejects.toMatchObject({
      code: 'invalid_filter',
    });
  });

  it('comes in pages, the most recently updated first', async () => {
    const paged = newStore({ maximumItems: 2000 });
    await paged.batch(
      Array.from({ length: 1200 }, (_, i) => ({ namespace: ['n'], key: `${i}`, value: { i } })),
    );
    await new Promise((resolve) => setTimeout(resolve, 5));
    await paged.put(['n'], '77', { i: 77 });
    expect((await paged.search(['n'])).map(({ key }) => key)[0]).toBe('77');
    expect(await paged.search(['n'])).toHaveLength(10);
    expect(await paged.search(['n'], { limit: 2000 })).toHaveLength(1200);
    expect(await paged.search(['n'], { limit: 100, offset: 1150 })).toHaveLength(50);
  });
});

describe('listNamespaces', () => {
  it('matches, cuts and pages as LangGraph’s own store does', async () => {
    const namespaces = [
      ['a', 'b', 'c'],
      ['a', 'b', 'd'],
      ['a', 'x'],
      ['b', 'b', 'c'],
      ['ab', 'c'],
    ];
    const queries = [
      {},
      { prefix: ['a'] },
      { prefix: ['a', 'b'] },
      { suffix: ['c'] },
      { prefix: ['*', 'b'] },
    ];
    const more = [{ maxDepth: 1 }, { maxDepth: 2, prefix: ['a'] }, { limit: 2 }, { limit: 2, offset: 3 }];
    const [own, theirs] = [newStore(), new InMemoryStore()];
    for (const store of [own, theirs])
      for (const namespace of namespaces) await store.put(namespace, 'k', {});
    for (const query of [...queries, ...more]) {
      expect(await own.listNamespaces(query), JSON.stringify(query)).toEqual(
        await theirs.listNamespaces(query),
      );
    }
    await own.delete(['a', 'x'], 'k');
    expect(await own.listNamespaces({ prefix: ['a', 'x'] })).toEqual([]);
  });
});

describe('deleteAll', () => {
  it('forgets one contact and no other', async () => {
    const store = newStore();
    for (const contact of ['1', '10']) {
      await store.put(['acme', contact], 'size', { shoe: 42 });
      await store.put(['acme', contact, 'orders'], 'S001', { total: 10 });
    }
    expect(await store.deleteAll(['acme', '1'])).toBe(2);
    expect(await store.search(['acme', '1'])).toEqual([]);
    expect(await store.search(['acme', '10'])).toHaveLength(2);
    expect(await store.deleteAll(['acme'])).toBe(2);
    expect(await redis.keys(`${prefix}${stores}:*`)).toEqual([]);
  });
});

describe('expiry', () => {
  it('ends items one by one, and reading keeps them when asked', async () => {
    const expiry = { milliseconds: 2_500 };
    const store = newStore({ expiry });
    const kept = newStore({ expiry: { ...expiry, refreshOnRead: true } });
    for (const each of [store, kept]) await each.put(['n'], 'k', {});
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    for (const each of [store, kept]) expect(await each.get(['n'], 'k')).not.toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    expect(await store.get(['n'], 'k')).toBeNull();
    expect(await store.search(['n'])).toEqual([]);
    expect(await store.listNamespaces()).toEqual([]);
    expect(await kept.get(['n'], 'k')).not.toBeNull();
    expect(await redis.keys(`${prefix}${stores - 1}:*`)).toEqual([]);
  });
});

describe('a store with an index', () => {
  it('finds by meaning, and tells the index of every change', async () => {
    const index = {
      put: vi.fn(async () => undefined),
      delete: vi.fn(async () => undefined),
      deleteAll: vi.fn(async () => undefined),
      search: vi.fn(async () => [
        { namespace: ['n'], key: 'near', score: 0.9 },
        { namespace: ['other'], key: 'leaked', score: 0.8 },
        { namespace: ['n'], key: 'gone', score: 0.7 },
        { namespace: ['n'], key: 'far', score: 0.1 },
      ]),
    } satisfies StoreIndex;
    const store = newStore({ index, maximumItems: 2 });
    await store.put(['n'], 'far', { kind: 'a' }, ['text']);
    await store.put(['n'], 'near', { kind: 'b' });
    await store.put(['other'], 'leaked', {}, false);
    const found = await store.search(['n'], { query: 'shoes' });
    expect(found.map(({ key, score }) => [key, score])).toEqual([
      ['near', 0.9],
      ['far', 0.1],
    ]);
    expect(await store.search(['n'], { query: 'shoes', filter: { kind: 'a' } })).toHaveLength(1);
    expect(index.search).toHaveBeenLastCalledWith(['n'], 'shoes', 50);
    expect(index.put.mock.calls).toEqual([
      [['n'], 'far', { kind: 'a' }, ['text']],
      [['n'], 'near', { kind: 'b' }, undefined],
    ]);
    await store.put(['n'], 'third', {});
    await store.delete(['n'], 'third');
    await store.deleteAll(['n']);
    expect(index.delete.mock.calls).toEqual([
      [['other'], 'leaked'],
      [['n'], 'far'],
      [['n'], 'third'],
    ]);
    expect(index.deleteAll).toHaveBeenCalledWith(['n']);
  });
});

it('encrypts what it keeps', async () => {
  const keys = { one: new Uint8Array(randomBytes(32)) };
  const store = newStore({ serde: encryptedSerializer({ keys, activeKey: 'one' }) });
  await store.put(['n'], 'k', { secret: 'segredo' });
  const stored = await redis.hvals(`${prefix}${stores}:{n}:items`);
  expect(stored.join()).not.toContain('segredo');
  expect((await store.search(['n']))[0]?.value).toEqual({ secret: 'segredo' });
});

it('remembers a contact across the threads of a graph', async () => {
  const store = newStore();
  const graph = new StateGraph(MessagesAnnotation)
    .addNode('reply', async ({ messages }, { store: memory }) => {
      const known = await memory?.get(['acme', 'contact-1'], 'name');
      const text = messages.at(-1)?.text ?? '';
      if (text.startsWith('sou ')) await memory?.put(['acme', 'contact-1'], 'name', { name: text.slice(4) });
      return { messages: [{ role: 'ai', content: known ? `Olá, ${known.value.name}` : 'Olá' }] };
    })
    .addEdge(START, 'reply')
    .addEdge('reply', END)
    .compile({ checkpointer: newSaver(), store });
  const say = async (thread: string, content: string) => {
    const { messages } = await graph.invoke({ messages: [{ role: 'human', content }] }, threadConfig(thread));
    return messages.at(-1)?.text;
  };
  expect(await say('monday', 'sou Zé')).toBe('Olá');
  expect(await say('friday', 'oi')).toBe('Olá, Zé');
});
