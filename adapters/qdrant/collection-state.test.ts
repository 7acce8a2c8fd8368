import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { canEmbed, createCollectionStates, requireSameSettings } from './collection-state.ts';
import { createFirstCollection } from './indexing/create-collection.ts';
import { conceptEmbedder } from './testing/concept-embedder.ts';
import { noSignal, type Stand, sandboxStand } from './testing/stand.ts';

const embedder = conceptEmbedder();
const state = { analyser: 'pt-1', embeddingModel: embedder.model };

describe('settings', () => {
  test('of the collection and of the store have to agree', () => {
    requireSameSettings(state, { analyser: 'pt-1', embedder });
    expect(() => requireSameSettings(state, { analyser: 'pt-2', embedder })).toThrow('analyser pt-1');
    const other = conceptEmbedder({ model: 'other' });
    expect(() => requireSameSettings(state, { analyser: 'pt-1', embedder: other })).toThrow('concepts-1');
  });

  test('that are not known are no reason to refuse: older servers keep none', () => {
    requireSameSettings({ analyser: undefined, embeddingModel: undefined }, { analyser: 'pt-2', embedder });
    requireSameSettings(state, { analyser: 'pt-1', embedder: undefined });
  });

  test('decide whether there are vectors to compare with', () => {
    expect(canEmbed(state, embedder)).toBe(true);
    expect(canEmbed(state, undefined)).toBe(false);
    expect(canEmbed({ ...state, embeddingModel: undefined }, embedder)).toBe(false);
    expect(canEmbed({ ...state, embeddingModel: 'other' }, embedder)).toBe(false);
  });
});

describe('on a server', () => {
  let stand: Stand;
  beforeEach(async () => {
    stand = await sandboxStand();
  });
  afterEach(async () => {
    vi.useRealTimers();
    await stand.close();
  });
  const create = () =>
    createFirstCollection(stand.connection, 'products', { analyser: 'pt-1', embedder }, noSignal);
  const drop = () =>
    stand.connection.call(
      'drop',
      (api) => (init) => api.deleteCollection({ collection_name: 'products_v1' }, init),
      noSignal,
    );

  test('what was made is what is told', async () => {
    const states = createCollectionStates(stand.connection);
    expect(await states.get('products', noSignal)).toBeUndefined();
    await create();
    expect(await states.get('products', noSignal)).toEqual(state);
  });

  test('making it twice, as two processes may, is making it once', async () => {
    await Promise.all([create(), create()]);
    await create();
    const { aliases } = await stand.connection.call(
      'list aliases',
      (api) => (init) => api.getCollectionsAliases({}, init),
      noSignal,
    );
    expect(aliases).toEqual([{ alias_name: 'products', collection_name: 'products_v1' }]);
  });

  test('every key of a filter is indexed, the tenant as tenant', async () => {
    await create();
    const { payload_schema } = await stand.connection.call(
      'describe',
      (api) => (init) => api.getCollection({ collection_name: 'products' }, init),
      noSignal,
    );
    expect(Object.keys(payload_schema)).toEqual(
      expect.arrayContaining(['tenant', 'id', 'codes', 'category_keys', 'chunk', 'price', 'in_stock']),
    );
    expect(payload_schema.tenant?.params).toMatchObject({ type: 'keyword', is_tenant: true });
  });

  test('is remembered for half a minute, or until it is forgotten', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const states = createCollectionStates(stand.connection);
    await create();
    await states.get('products', noSignal);
    await drop();
    expect(await states.get('products', noSignal)).toEqual(state);
    vi.advanceTimersByTime(31_000);
    expect(await states.get('products', noSignal)).toBeUndefined();
    await create();
    await states.get('products', noSignal);
    await drop();
    states.forget('products');
    expect(await states.get('products', noSignal)).toBeUndefined();
  });

  test('a collection that was dropped is made again by the next write', async () => {
    const store = stand.storeOf('shop');
    const document = { id: '1', title: 'Vaso', text: '' };
    await store.upsert('products', [document], noSignal);
    await drop();
    expect((await store.upsert('products', [document], noSignal)).rewritten).toHaveLength(1);
    expect(await store.describe('products', noSignal)).toMatchObject({ documents: 1 });
  });
});
