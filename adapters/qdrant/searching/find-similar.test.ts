import { afterEach, describe, expect, test } from 'vitest';
import type { Embedder, SimilarRequest, VectorStore } from '../port.ts';
import { createQdrantStores } from '../qdrant-store.ts';
import { products } from '../testing/catalogue.ts';
import { conceptEmbedder } from '../testing/concept-embedder.ts';
import { noSignal, sandboxStand } from '../testing/stand.ts';

let stand: Awaited<ReturnType<typeof sandboxStand>>;
afterEach(() => stand.close());

async function filled(embedder?: Embedder): Promise<VectorStore> {
  stand = await sandboxStand(embedder);
  const store = stand.storeOf('shop');
  await store.upsert('products', products, noSignal);
  return store;
}

const like = async (store: VectorStore, id: string, more: Partial<SimilarRequest> = {}) =>
  (await store.findSimilar({ collection: 'products', id, limit: 3, ...more }, noSignal)).map(
    (document) => document.id,
  );

const holeMaker = { id: '900', title: 'Máquina de buraco', text: 'Para perfurar.' };

describe('with a model', () => {
  test('what means about the same is near', async () => {
    const store = await filled(conceptEmbedder());
    await store.upsert('products', [holeMaker], noSignal);
    expect(await like(store, '900', { limit: 10 })).toContain('1');
  });

  test('a document that was written while there was none is compared by its words', async () => {
    await filled(conceptEmbedder());
    const { connection } = stand;
    const document = { id: '901', title: 'Furadeira de Coluna', text: '' };
    await createQdrantStores({ connection })('shop').upsert('products', [document], noSignal);
    expect((await like(stand.storeOf('shop'), '901'))[0]).toMatch(/^[12]$/);
  });

  test('a document that is not there is said to be so', async () => {
    const store = await filled(conceptEmbedder());
    await expect(like(store, '999')).rejects.toMatchObject({ code: 'not_found' });
  });

  test.each(['server_error', 'unavailable'] as const)('%s is no missing vector', async (fault) => {
    const store = await filled(conceptEmbedder());
    await like(store, '1');
    stand.sandbox.faults.next(fault);
    await expect(like(store, '1')).rejects.toMatchObject({ code: 'qdrant_error', retryable: true });
  });

  test("another tenant's document cannot be named, however near", async () => {
    const store = await filled(conceptEmbedder());
    await stand.storeOf('other').upsert('products', [holeMaker], noSignal);
    await expect(like(store, '900')).rejects.toMatchObject({ code: 'not_found' });
    expect(await like(store, '1', { limit: 20 })).not.toContain('900');
  });
});

describe('without a model', () => {
  test('what has the same words is near, never the document itself', async () => {
    const ids = await like(await filled(), '1');
    expect(ids[0]).toBe('2');
    expect(ids).not.toContain('1');
  });

  test('a long document is shown once', async () => {
    const store = await filled();
    const text = 'Furadeira de impacto com maleta e brocas. '.repeat(80);
    await store.upsert('products', [{ id: '902', title: 'Kit Furadeira', text }], noSignal);
    const ids = await like(store, '1', { limit: 10 });
    expect(ids.filter((id) => id === '902')).toHaveLength(1);
  });

  test('obeys filter and limit', async () => {
    const store = await filled();
    expect(await like(store, '1', { filter: { maxPrice: 300 } })).not.toContain('2');
    expect(await like(store, '1', { limit: 1 })).toHaveLength(1);
  });
});

test('of a collection that is not there', async () => {
  stand = await sandboxStand();
  await expect(like(stand.storeOf('shop'), '1')).rejects.toMatchObject({ code: 'not_found' });
});
