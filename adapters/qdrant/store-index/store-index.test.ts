import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { createEmbedder } from '#adapters/openai/create-embedder.ts';
import { RedisStore } from '#checkpoints/store/redis-store.ts';
import type { StoreIndex } from '#checkpoints/store/store-index.ts';
import { type SandboxOpenAi, startSandboxOpenAi } from '#sandbox/openai/start-sandbox-openai.ts';
import { type SandboxQdrant, startSandboxQdrant } from '#sandbox/qdrant/start.ts';
import { type CheckingProxy, startCheckingProxy } from '#sandbox/qdrant/testing/checking-proxy.ts';
import { connectQdrant, type QdrantConnection } from '../connection/connect-qdrant.ts';
import type { Embedder } from '../port.ts';
import { createQdrantStoreIndex } from './store-index.ts';

let qdrant: SandboxQdrant;
let proxy: CheckingProxy;
let model: SandboxOpenAi;
let redis: Redis;
let connection: QdrantConnection;
let embedder: Embedder;
beforeAll(async () => {
  qdrant = await startSandboxQdrant();
  proxy = await startCheckingProxy(qdrant.url);
  model = await startSandboxOpenAi();
  redis = new Redis(inject('redisUrl'));
  connection = connectQdrant({ url: proxy.url, apiKey: qdrant.apiKey });
  const { url: baseUrl, apiKey } = model;
  embedder = await createEmbedder({ baseUrl, apiKey, model: 'demo-model', timeoutSeconds: 5 });
});
afterAll(async () => {
  redis.disconnect();
  proxy.close();
  await model.close();
  await qdrant.close();
});

function newStore(more: { maximumItems?: number } = {}) {
  const name = `memory-${randomUUID()}`;
  const index: StoreIndex = createQdrantStoreIndex({ connection, embedder, collection: name });
  return new RedisStore({ redis, prefix: `${name}:`, index, ...more });
}
const keysOf = async (store: RedisStore, namespace: string[], query: string, filter?: object) =>
  (await store.search(namespace, { query, ...(filter ? { filter } : {}) })).map(({ key }) => key);

test('the nearest item comes first, with how near it is', async () => {
  const store = newStore();
  await store.put(['acme', '1'], 'voltage', { text: 'Prefere ferramentas de 220 volts' });
  await store.put(['acme', '1'], 'payment', { text: 'Sempre paga por Pix' });
  const [first, second] = await store.search(['acme'], { query: 'ferramenta 220 volts' });
  expect(first).toMatchObject({ key: 'voltage', value: { text: 'Prefere ferramentas de 220 volts' } });
  expect(first?.score).toBeGreaterThan(second?.score ?? 0);
});

test('before the first item there is nothing to find', async () => {
  expect(await keysOf(newStore(), ['acme'], 'pix')).toEqual([]);
});

test('a namespace is matched label by label: nobody finds what another remembers', async () => {
  const store = newStore();
  const names = [['acme'], ['acme', '1'], ['acme', '12'], ['acme2', '1'], ['acme","1'], ['outra', 'acme']];
  for (const namespace of names)
    await store.put(namespace, JSON.stringify(namespace), { text: 'paga por pix' });
  for (const namespace of names) {
    const expected = names.filter((other) => namespace.every((label, depth) => other[depth] === label));
    const found = await keysOf(store, namespace, 'pix');
    expect(found.sort()).toEqual(expected.map((name) => JSON.stringify(name)).sort());
  }
  expect(await keysOf(store, [], 'pix')).toHaveLength(names.length);
});

describe('an item', () => {
  test('that changed is found by what it says now alone', async () => {
    const store = newStore();
    await store.put(['a'], 'k', { notes: ['gosta de azul', 'mora em Recife'] }, ['notes[*]']);
    await store.put(['a'], 'k', { notes: ['gosta de verde'] }, ['notes[*]']);
    const [found] = await store.search(['a'], { query: 'mora em Recife' });
    expect(found?.score).toBeLessThan(0.6);
    expect(await keysOf(store, ['a'], 'verde')).toEqual(['k']);
  });

  test('of several texts is found once, by the nearest', async () => {
    const store = newStore();
    await store.put(['a'], 'k', { notes: ['gosta de azul', 'mora em Recife'] }, ['notes[*]']);
    const found = await store.search(['a'], { query: 'mora em Recife' });
    expect(found.map(({ key, score }) => [key, score && Math.round(score * 10)])).toEqual([['k', 10]]);
  });

  test('that is not to be indexed is not found by meaning', async () => {
    const store = newStore();
    await store.put(['a'], 'k', { text: 'azul' });
    await store.put(['a'], 'k', { text: 'azul' }, false);
    expect(await keysOf(store, ['a'], 'azul')).toEqual([]);
    expect(await store.get(['a'], 'k')).not.toBeNull();
  });

  test('that was deleted, or given up for newer ones, is not found', async () => {
    const store = newStore({ maximumItems: 2 });
    for (const key of ['one', 'two', 'three']) await store.put(['a'], key, { text: `azul ${key}` });
    await store.delete(['a'], 'two');
    expect(await keysOf(store, ['a'], 'azul')).toEqual(['three']);
  });

  test('fits the filter as well', async () => {
    const store = newStore();
    for (const kind of ['x', 'y']) await store.put(['a'], kind, { text: 'azul', kind });
    expect(await keysOf(store, ['a'], 'azul', { kind: 'y' })).toEqual(['y']);
  });
});

test('a contact is forgotten with all below it', async () => {
  const store = newStore();
  await store.put(['acme', '1'], 'k', { text: 'azul' });
  await store.put(['acme', '1', 'orders'], 'k', { text: 'azul' });
  await store.put(['acme', '2'], 'k', { text: 'azul' });
  expect(await store.deleteAll(['acme', '1'])).toBe(2);
  expect((await store.search(['acme'], { query: 'azul' })).map(({ namespace }) => namespace)).toEqual([
    ['acme', '2'],
  ]);
});

test('nothing of a value is kept beside its vector', async () => {
  const store = newStore();
  await store.put(['a'], 'k', { text: 'segredo do cliente' });
  const listed = z.object({ result: z.object({ collections: z.array(z.object({ name: z.string() })) }) });
  const { collections } = listed.parse(await (await request('/collections')).json()).result;
  const stored = collections.map(async ({ name }) =>
    (await request(`/collections/${name}/points/scroll`, { with_payload: true })).text(),
  );
  const text = (await Promise.all(stored)).join('\n');
  expect(text).toContain('"places"');
  expect(text).not.toContain('segredo');
});

test('vectors of two models are never mixed', async () => {
  const collection = `memory-${randomUUID()}`;
  await createQdrantStoreIndex({ connection, embedder, collection }).put(['a'], 'k', { text: 'azul' });
  const other = createQdrantStoreIndex({ connection, embedder: { ...embedder, model: 'other' }, collection });
  const refused = { code: 'reindex_needed', retryable: false };
  await expect(other.put(['a'], 'k', { text: 'azul' })).rejects.toMatchObject(refused);
  await expect(other.search(['a'], 'azul', 5)).rejects.toMatchObject(refused);
});

test('two processes may begin at once', async () => {
  const collection = `memory-${randomUUID()}`;
  const indexes = [1, 2, 3].map(() => createQdrantStoreIndex({ connection, embedder, collection }));
  await Promise.all(indexes.map((index, key) => index.put(['a'], String(key), { text: 'azul' })));
  expect(await indexes[0]?.search(['a'], 'azul', 5)).toHaveLength(3);
});

test("every request was what Qdrant's OpenAPI allows (unchecked where its file is not there)", () => {
  expect(proxy.problems).toEqual([]);
});

function request(path: string, body?: object): Promise<Response> {
  return fetch(`${qdrant.url}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'api-key': qdrant.apiKey ?? '', 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}
