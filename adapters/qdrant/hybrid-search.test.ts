import { afterEach, describe, expect, test } from 'vitest';
import { ConflictError, UpstreamError } from '#errors/errors.ts';
import type { Embedder } from './port.ts';
import { createQdrantStores } from './qdrant-store.ts';
import { articles, products } from './testing/catalogue.ts';
import { conceptEmbedder } from './testing/concept-embedder.ts';
import { noSignal, type Stand, sandboxStand } from './testing/stand.ts';

let stand: Stand | undefined;
afterEach(() => stand?.close());

async function filled(embedder: Embedder | undefined) {
  stand = await sandboxStand(embedder);
  const store = stand.storeOf('shop');
  await store.upsert('products', products, noSignal);
  await store.upsert('knowledge', articles, noSignal);
  return { store, connection: stand.connection };
}

const productsFor = (query: string) => ({ collection: 'products' as const, query, limit: 5 });

describe('with an embedding model', () => {
  test('finds what is meant in other words', async () => {
    const { store } = await filled(conceptEmbedder());
    const { mode, hits } = await store.search(productsFor('algo para perfurar a parede'), noSignal);
    expect(mode).toBe('hybrid');
    expect(hits.map(({ document }) => document.id)).toContain('1');
    for (const { matchedBy } of hits) expect(matchedBy).toEqual(['meaning']);
  });

  test('still finds by words, spelling and code, and says so', async () => {
    const { store } = await filled(conceptEmbedder());
    const first = async (query: string) => (await store.search(productsFor(query), noSignal)).hits[0];
    expect(await first('furadeira 650W')).toMatchObject({
      document: { id: '1' },
      matchedBy: ['words', 'meaning'],
    });
    expect(await first('parafuzadera')).toMatchObject({ document: { id: '3' }, matchedBy: ['spelling'] });
    expect(await first('FER-0010')).toMatchObject({ document: { id: '10' }, matchedBy: ['sku'] });
  });

  test('what is neither said nor meant has no good match', async () => {
    const { store } = await filled(conceptEmbedder());
    expect(await store.search(productsFor('pizza de calabresa'), noSignal)).toEqual({
      mode: 'hybrid',
      hits: [],
    });
  });

  test('the floor of similarity is the model’s own', async () => {
    const { store } = await filled(conceptEmbedder({ similarityFloor: 1.01 }));
    expect((await store.search(productsFor('perfurar'), noSignal)).hits).toEqual([]);
  });

  test('tenants share nothing, however near their texts are', async () => {
    const { store } = await filled(conceptEmbedder());
    const other = stand?.storeOf('other');
    await other?.upsert('products', [{ id: '1', title: 'Vaso', text: '' }], noSignal);
    expect((await other?.search(productsFor('perfurar buraco'), noSignal))?.hits).toEqual([]);
    expect((await store.search(productsFor('perfurar buraco'), noSignal)).hits).not.toEqual([]);
  });

  test('embeds each document once, with its title and category', async () => {
    const embedder = conceptEmbedder();
    await filled(embedder);
    const texts = embedder.calls.flat();
    expect(texts).toHaveLength(products.length + articles.length);
    expect(texts[0]).toBe(
      'Furadeira de Impacto 650W 1/2"\nFerramentas Elétricas\n' +
        'Velocidade variável e reversível, para concreto, madeira e metal.',
    );
  });

  test('is described with its model', async () => {
    const { store } = await filled(conceptEmbedder());
    expect(await store.describe('products', noSignal)).toMatchObject({ embeddingModel: 'concepts-1' });
  });
});

describe('when the model fails', () => {
  const failing = (embed: Embedder['embed']) => conceptEmbedder({ embed });

  test('search is lexical, and says so', async () => {
    const { connection } = await filled(conceptEmbedder());
    const broken = failing(() => Promise.reject(new UpstreamError('The model is down.')));
    const store = createQdrantStores({ connection, embedder: () => broken })('shop');
    const { mode, hits } = await store.search(productsFor('furadera de inpacto'), noSignal);
    expect(mode).toBe('lexical');
    expect(hits[0]?.document.id).toBe('1');
  });

  test('writing fails, as a document without its vector would look complete', async () => {
    const broken = failing(() => Promise.reject(new UpstreamError('The model is down.')));
    await expect(filled(broken)).rejects.toThrow('The model is down.');
    const short = failing(async (texts) => texts.map(() => [1, 0]));
    await expect(filled(short)).rejects.toMatchObject({ code: 'wrong_embedding' });
  });

  test('a caller who leaves is not served by words instead', async () => {
    const { connection } = await filled(conceptEmbedder());
    const caller = new AbortController();
    const hanging = failing((_texts, signal) => {
      caller.abort(new DOMException('The caller left.', 'AbortError'));
      return Promise.reject(signal.reason);
    });
    const store = createQdrantStores({ connection, embedder: () => hanging })('shop');
    await expect(store.search(productsFor('broca'), caller.signal)).rejects.toThrow('The caller left.');
  });
});

describe('when the collection was made with something else', () => {
  test('vectors of two models are never mixed', async () => {
    const { connection } = await filled(conceptEmbedder());
    const other = conceptEmbedder({ model: 'concepts-2' });
    const store = createQdrantStores({ connection, embedder: () => other })('shop');
    const write = store.upsert('products', products, noSignal);
    await expect(write).rejects.toBeInstanceOf(ConflictError);
    await expect(write).rejects.toMatchObject({ code: 'reindex_needed', retryable: false });
    expect((await store.search(productsFor('furadeira'), noSignal)).mode).toBe('lexical');
    expect(other.calls).toEqual([]);
  });

  test('without a model at first, search and writing stay lexical with one', async () => {
    const { connection } = await filled(undefined);
    const embedder = conceptEmbedder();
    const store = createQdrantStores({ connection, embedder: () => embedder })('shop');
    await store.upsert('products', products, noSignal);
    expect((await store.search(productsFor('furadeira'), noSignal)).mode).toBe('lexical');
    expect(embedder.calls).toEqual([]);
  });

  test('a model that is gone leaves the words', async () => {
    const { connection } = await filled(conceptEmbedder());
    const store = createQdrantStores({ connection })('shop');
    await store.upsert('products', products.slice(0, 1), noSignal);
    expect((await store.search(productsFor('furadeira'), noSignal)).mode).toBe('lexical');
  });
});
