import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAnalyser } from '../analyser/analyser.ts';
import type { Embedder, VectorStore } from '../port.ts';
import { createQdrantStores } from '../qdrant-store.ts';
import { products } from '../testing/catalogue.ts';
import { conceptEmbedder } from '../testing/concept-embedder.ts';
import { noSignal, type Stand, sandboxStand } from '../testing/stand.ts';

let stand: Stand;
beforeEach(async () => {
  stand = await sandboxStand();
});
afterEach(() => stand.close());

const many = Array.from({ length: 12 }, (_, copy) =>
  products.map((product) => ({
    ...product,
    id: `${copy}-${product.id}`,
    title: `${product.title} Modelo ${copy}`,
  })),
).flat();

/** A store as the next version of this project would make it. */
function nextVersion(embedder?: Embedder): (tenant: string) => VectorStore {
  const analyser = { ...createAnalyser(), version: 'pt-next' };
  return createQdrantStores({ connection: stand.connection, analyser, embedder: () => embedder });
}

async function rebuild(store: VectorStore, from?: string): Promise<number> {
  const step = await store.rebuild('products', from, noSignal);
  return step.done ? step.copied : step.copied + (await rebuild(store, step.next));
}

const search = async (store: VectorStore) =>
  (await store.search({ collection: 'products', query: 'furadeira', limit: 3 }, noSignal)).hits.length;

test('a new analyser: searched as before while it is built, written to only afterwards', async () => {
  await stand.storeOf('a').upsert('products', many, noSignal);
  const store = nextVersion()('a');
  expect((await store.describe('products', noSignal)).needsRebuild).toBe(true);
  const write = () => store.upsert('products', many, noSignal);
  await expect(write()).rejects.toMatchObject({ code: 'reindex_needed' });

  const first = await store.rebuild('products', undefined, noSignal);
  expect(first).toMatchObject({ done: false, copied: 200 });
  expect(await search(store)).toBe(3);
  expect(await rebuild(store, first.next)).toBe(many.length - 200);

  expect(await store.describe('products', noSignal)).toMatchObject({
    needsRebuild: false,
    analyser: 'pt-next',
    documents: many.length,
  });
  expect(await search(store)).toBe(3);
});

test('the documents of all tenants are in the new collection, each for its own', async () => {
  for (const tenant of ['a', 'b']) await stand.storeOf(tenant).upsert('products', products, noSignal);
  await rebuild(nextVersion()('a'));
  const other = nextVersion()('b');
  expect((await other.describe('products', noSignal)).documents).toBe(products.length);
  expect(await search(nextVersion()('c'))).toBe(0);
});

test('a new model costs one embedding a part, and the sync after it none', async () => {
  await stand.storeOf('a').upsert('products', products, noSignal);
  const embedder = conceptEmbedder();
  const store = createQdrantStores({ connection: stand.connection, embedder: () => embedder })('a');
  expect(await rebuild(store)).toBe(products.length);
  expect(embedder.calls.flat()).toHaveLength(products.length);
  const { unchanged, embedded } = await store.upsert('products', products, noSignal);
  expect([unchanged.length, embedded]).toEqual([products.length, 0]);
});

test('another language: nothing is written twice afterwards, and a product can still be named', async () => {
  await stand.storeOf('a').upsert('products', products, noSignal);
  const store = createQdrantStores({ connection: stand.connection, analyser: createAnalyser('es') })('a');
  expect(await rebuild(store)).toBe(products.length);
  expect(await store.upsert('products', products, noSignal)).toMatchObject({
    rewritten: [],
    payloadOnly: [],
  });
  const near = await store.findSimilar({ collection: 'products', id: '1', limit: 1 }, noSignal);
  expect(near).toHaveLength(1);
});

test('the old collection is kept, and another rebuild has nothing to do', async () => {
  await stand.storeOf('a').upsert('products', products, noSignal);
  await rebuild(nextVersion()('a'));
  const { collections } = await stand.connection.call(
    'list',
    (api) => (init) => api.getCollections({}, init),
    noSignal,
  );
  expect(collections.map(({ name }) => name).sort()).toEqual(['products_v1', 'products_v2']);
  expect(await rebuild(nextVersion()('a'))).toBe(0);
});

test('what an earlier rebuild with other settings left is thrown away', async () => {
  await stand.storeOf('a').upsert('products', many, noSignal);
  await nextVersion()('a').rebuild('products', undefined, noSignal);
  const store = nextVersion(conceptEmbedder())('a');
  expect(await rebuild(store)).toBe(many.length);
  expect(await store.describe('products', noSignal)).toMatchObject({ embeddingModel: 'concepts-1' });
});

test('a rebuild that lost points does not take the place of the old collection', async () => {
  await stand.storeOf('a').upsert('products', many, noSignal);
  const store = nextVersion()('a');
  const { next } = await store.rebuild('products', undefined, noSignal);
  await stand.connection.call(
    'lose',
    (api) => (init) => api.deletePoints({ collection_name: 'products_v2', filter: {} }, init),
    noSignal,
  );
  await expect(rebuild(store, next)).rejects.toMatchObject({ code: 'rebuild_incomplete' });
  expect(await search(store)).toBe(3);
});

describe('a rebuild of which a part is wrong does not take the place of the old collection', () => {
  /** Builds all but the last step, and gives points of the new collection to spoil. */
  async function rebuildHalf() {
    await stand.storeOf('a').upsert('products', many, noSignal);
    const store = nextVersion()('a');
    const { next } = await store.rebuild('products', undefined, noSignal);
    const { points } = await stand.connection.call(
      'read',
      (api) => (init) =>
        api.scrollPoints({ collection_name: 'products_v2', limit: 200, with_payload: true }, init),
      noSignal,
    );
    return { store, next, points };
  }

  async function expectRefused(
    { store, next }: { store: VectorStore; next: string | undefined },
    why: RegExp,
  ) {
    await expect(rebuild(store, next)).rejects.toMatchObject({
      code: 'rebuild_incomplete',
      message: expect.stringMatching(why),
    });
    expect(await search(store)).toBe(3);
  }

  test('prices that an older process changed meanwhile', async () => {
    const { points, ...half } = await rebuildHalf();
    const chosen = points.slice(0, 20).map(({ id }) => id);
    await stand.connection.call(
      'change',
      (api) => (init) =>
        api.setPayload({ collection_name: 'products_v1', points: chosen, payload: { price: 1 } }, init),
      noSignal,
    );
    await expectRefused(half, /of 100 points of products_v2 differ/);
  });

  test('vectors that find nothing', async () => {
    const { points, ...half } = await rebuildHalf();
    const nothing = { indices: [1], values: [1] };
    const spoilt = points.map(({ id, payload }) => ({
      id,
      payload: payload ?? {},
      vector: { bm25: nothing, trigrams: nothing },
    }));
    await stand.connection.call(
      'spoil',
      (api) => (init) => api.upsertPoints({ collection_name: 'products_v2', points: spoilt }, init),
      noSignal,
    );
    await expectRefused(half, /own name/);
  });
});
