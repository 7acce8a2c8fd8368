import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CollectionName, SearchRequest, VectorStore } from '../port.ts';
import { articles, products } from './catalogue.ts';
import { noSignal, type Stand } from './stand.ts';

/** What every implementation of VectorStore does, whatever is behind it. */
export function describeVectorStore(open: () => Promise<Stand>): void {
  let stand: Stand;
  let store: VectorStore;
  beforeAll(async () => {
    stand = await open();
    store = stand.storeOf(stand.newTenant());
    await store.upsert('products', products, noSignal);
    await store.upsert('knowledge', articles, noSignal);
  });
  afterAll(() => stand.close());

  const search = (query: string, more: Partial<SearchRequest> = {}) =>
    store.search({ collection: 'products', query, limit: 5, ...more }, noSignal);
  const idsOf = async (query: string, more: Partial<SearchRequest> = {}) =>
    (await search(query, more)).hits.map(({ document }) => document.id);

  test.each([
    ['the whole name', 'Furadeira de Impacto 650W', 1],
    ['a plural', 'lixadeiras orbitais', 4],
    ['plurals of ão and al', 'extensões elétricas', 30],
    ['no accents', 'lampada led bulbo', 25],
    ['no accents, plural', 'pinceis chatos', 23],
    ['upper case', 'TRENA 5 METROS', 14],
    ['a number and its unit apart', 'broca 10 mm', 8],
    ['a chat message', 'oi, boa tarde! vocês têm torneira de cozinha?', 31],
    ['a brand of words in another order', 'laser nível', 15],
    ['words of the description', 'bateria de lítio', 3],
  ])('finds by %s', async (_what, query, id) => {
    const [best] = (await search(query)).hits;
    expect(best?.document.id).toBe(String(id));
    expect(best?.matchedBy).toContain('words');
  });

  test.each([
    ['furadera de inpacto', 1],
    ['parafuzadera', 3],
    ['lixadera orbitau', 4],
    ['martello', 10],
    ['xave de fenda', 11],
    ['brcoa', 8],
    ['esmerilhadera', 6],
    ['torneria cosinha', 31],
    ['manguera', 34],
    ['xuveiro eletrico', 33],
    ['capasete', 39],
    ['paqimetro', 16],
    ['dijuntor', 28],
    ['alciate', 13],
  ])('finds "%s" in spite of its typing errors', async (query, id) => {
    const hits = (await search(query)).hits;
    expect(hits.map(({ document }) => document.id)).toContain(String(id));
    expect(hits.find(({ document }) => document.id === String(id))?.matchedBy).toContain('spelling');
  });

  test.each([
    'notebook gamer',
    'pizza de calabresa',
    'ração para cachorro',
    'sapato feminino',
    'passagem aérea para Lisboa',
    'asdfgh qwerty',
    'bola de futebol',
    'vinho tinto',
    'celular samsung',
    'fralda descartável',
    'prato de porcelana',
    'quanto custa?',
    '???',
    '🙂',
  ])('has no good match for "%s"', async (query) => {
    expect(await idsOf(query)).toEqual([]);
  });

  test.each(['FER-0017', 'fer 0017', 'fer0017', '7891234500017', 'tem o FER-0017 aí?'])(
    'a code goes first: "%s"',
    async (query) => {
      const [best] = (await search(query)).hits;
      expect(best).toMatchObject({ document: { id: '17' }, score: 1, matchedBy: ['sku'] });
    },
  );

  test('a code that does not exist finds nothing alike', async () => {
    expect(await idsOf('FER-9999')).toEqual([]);
  });

  test('filters by price, category and stock', async () => {
    const filtered = (filter: SearchRequest['filter']) => idsOf('furadeira impacto', { filter, limit: 20 });
    expect(await filtered({ maxPrice: 300 })).toEqual(['1']);
    expect(await filtered({ category: 'FERRAMENTAS eletricas' })).toEqual(['1', '2']);
    expect(await filtered({ category: 'Pintura' })).toEqual([]);
    expect(await idsOf('broca', { filter: { category: 'acessorios' } })).toEqual(['8', '7']);
    expect(await idsOf('escada', { filter: { inStock: true } })).toEqual([]);
    expect(await idsOf('escada', { filter: { inStock: false } })).toEqual(['40']);
    expect(await idsOf('FER-0002', { filter: { maxPrice: 300 } })).toEqual([]);
  });

  test('gives documents back as they came, with a score between 0 and 1', async () => {
    const { mode, hits } = await search('trena');
    expect(mode).toBe('lexical');
    expect(hits[0]?.document).toEqual(products.find(({ id }) => id === '14'));
    for (const { score } of hits) expect(score).toSatisfy((value: number) => value > 0 && value <= 1);
  });

  test('gives at most the wanted number of hits, best first', async () => {
    const { hits } = await search('metros', { limit: 2 });
    expect(hits).toHaveLength(2);
    const scores = hits.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  test.each([
    ['qual o prazo de entrega?', 'entrega'],
    ['posso devolver um produto?', 'devolucao'],
    ['devolussão', 'devolucao'],
    ['aceita cartao de credito', 'pagamento'],
    ['a loja abre no sabado?', 'horario'],
    ['garantia das ferramentas', 'garantia'],
    ['emite nota fiscal', 'nota'],
  ])('answers "%s" from the knowledge', async (query, id) => {
    expect((await idsOf(query, { collection: 'knowledge', limit: 3 }))[0]).toBe(id);
  });

  test.each(['previsão do tempo amanhã', 'quem ganhou o jogo do Corinthians', 'receita de bolo'])(
    'knows nothing of "%s"',
    async (query) => {
      expect(await idsOf(query, { collection: 'knowledge' })).toEqual([]);
    },
  );

  test('the collections are apart', async () => {
    expect(await idsOf('furadeira', { collection: 'knowledge' })).toEqual([]);
    expect(await idsOf('reembolso')).toEqual([]);
  });

  describe('writing', () => {
    const one = (more: object = {}) => ({ id: 'a', title: 'Compressor de Ar', text: 'Com tanque.', ...more });

    test('the same document again makes no duplicate', async () => {
      const mine = stand.storeOf(stand.newTenant());
      for (const price of [100, 120]) await mine.upsert('products', [one({ price })], noSignal);
      expect(await mine.describe('products', noSignal)).toMatchObject({ documents: 1, chunks: 1 });
      const { hits } = await mine.search({ collection: 'products', query: 'compressor', limit: 5 }, noSignal);
      expect(hits.map(({ document }) => document)).toEqual([one({ price: 120 })]);
    });

    test('the same document twice in one call is written once, as it came last', async () => {
      const mine = stand.storeOf(stand.newTenant());
      const twice = [one(), one({ title: 'Inversora de Solda' })];
      expect((await mine.upsert('products', twice, noSignal)).rewritten).toEqual(['a']);
      const { hits } = await mine.search({ collection: 'products', query: 'inversora', limit: 5 }, noSignal);
      expect(hits).toHaveLength(1);
    });

    test('a long text is found by its parts, and shown once', async () => {
      const mine = stand.storeOf(stand.newTenant());
      const paragraph = (topic: string) => `Sobre ${topic}. ${'Leia com atenção antes de usar. '.repeat(30)}`;
      const text = ['montagem', 'limpeza', 'descarte'].map(paragraph).join('\n\n');
      await mine.upsert('knowledge', [{ id: 'm', title: 'Manual', text }], noSignal);
      expect((await mine.describe('knowledge', noSignal)).chunks).toBeGreaterThan(2);
      const { hits } = await mine.search({ collection: 'knowledge', query: 'descarte', limit: 5 }, noSignal);
      expect(hits).toHaveLength(1);
      expect(hits[0]?.document.text).toContain('Sobre descarte.');
      await mine.upsert('knowledge', [{ id: 'm', title: 'Manual', text: 'Curto.' }], noSignal);
      expect(await mine.describe('knowledge', noSignal)).toMatchObject({ documents: 1, chunks: 1 });
    });

    test('a deleted document is not found any more', async () => {
      const mine = stand.storeOf(stand.newTenant());
      await mine.upsert('products', [one(), one({ id: '7' })], noSignal);
      expect(await mine.delete('products', ['a', 'unknown'], noSignal)).toBe(1);
      expect(await mine.delete('products', ['a'], noSignal)).toBe(0);
      expect(await mine.delete('products', ['7'], noSignal)).toBe(1);
      expect(await mine.describe('products', noSignal)).toMatchObject({ documents: 0, chunks: 0 });
    });

    test('nothing to write is no request', async () => {
      const nothing = { rewritten: [], payloadOnly: [], unchanged: [], embedded: 0, embeddedCharacters: 0 };
      expect(await store.upsert('products', [], noSignal)).toEqual(nothing);
    });
  });

  describe('what changed', () => {
    const vase = (more: object = {}) => ({
      id: '1',
      title: 'Vaso de Barro',
      text: 'Com prato.',
      price: 10,
      ...more,
    });
    const outcome = { rewritten: [], payloadOnly: [], unchanged: [], embedded: 0, embeddedCharacters: 0 };

    test('is all that is written', async () => {
      const mine = stand.storeOf(stand.newTenant());
      const write = (document: object, dryRun = false) =>
        mine.upsert('products', [vase(document)], noSignal, { dryRun });
      expect(await write({})).toEqual({ ...outcome, rewritten: ['1'] });
      expect(await write({})).toEqual({ ...outcome, unchanged: ['1'] });
      expect(await write({ price: 11 }, true)).toEqual({ ...outcome, payloadOnly: ['1'] });
      expect(await write({ price: 11 })).toEqual({ ...outcome, payloadOnly: ['1'] });
      expect(await mine.get('products', '1', noSignal)).toEqual(vase({ price: 11 }));
      expect(await write({ price: 11, title: 'Vaso de Vidro' })).toEqual({ ...outcome, rewritten: ['1'] });
      const { hits } = await mine.search({ collection: 'products', query: 'vidro', limit: 5 }, noSignal);
      expect(hits).toHaveLength(1);
    });

    test('may be that a text has fewer parts', async () => {
      const mine = stand.storeOf(stand.newTenant());
      const part = 'Leia com atenção antes de usar. '.repeat(35).trim();
      await mine.upsert('knowledge', [vase({ text: `${part}\n\n${part}` })], noSignal);
      expect((await mine.describe('knowledge', noSignal)).chunks).toBe(2);
      expect(await mine.upsert('knowledge', [vase({ text: part })], noSignal)).toMatchObject({
        unchanged: [],
      });
      expect((await mine.describe('knowledge', noSignal)).chunks).toBe(1);
    });
  });

  test('gives a long document back whole, and none that is not there', async () => {
    const mine = stand.storeOf(stand.newTenant());
    const text = ['a', 'b', 'c'].map((letter) => `${letter} ${'palavra '.repeat(120).trim()}.`).join('\n\n');
    await mine.upsert('knowledge', [{ id: 'm', title: 'Manual', text }], noSignal);
    expect((await mine.get('knowledge', 'm', noSignal))?.text).toBe(text);
    expect(await mine.get('knowledge', 'x', noSignal)).toBeUndefined();
    expect(await mine.get('products', 'm', noSignal)).toBeUndefined();
  });

  test('lists the ids of all documents', async () => {
    const { ids, next } = await store.listIds('products', undefined, noSignal);
    expect(ids.map(Number).sort((a, b) => a - b)).toEqual(products.map(({ id }) => Number(id)));
    expect(next).toBeUndefined();
  });

  test('finds products like another, never that one', async () => {
    const like = async (id: string, filter?: SearchRequest['filter']) =>
      (
        await store.findSimilar(
          { collection: 'products', id, limit: 5, ...(filter ? { filter } : {}) },
          noSignal,
        )
      ).map((document) => document.id);
    expect((await like('1'))[0]).toBe('2');
    expect(await like('1')).not.toContain('1');
    expect(await like('1', { maxPrice: 300 })).not.toContain('2');
    await expect(like('9999')).rejects.toMatchObject({ code: 'not_found' });
  });

  test.each([
    ['fura', 1],
    ['furadeira de im', 1],
    ['furrade', 1],
    ['lampada led b', 25],
    ['capac', 39],
  ])('completes "%s"', async (text, id) => {
    const found = await store.suggest(text, 5, noSignal);
    expect(found.map((suggestion) => suggestion.id)).toContain(String(id));
  });

  test.each(['pizz', 'xyz', '???', 'notebook'])('has nothing to complete "%s" to', async (text) => {
    expect(await store.suggest(text, 5, noSignal)).toEqual([]);
  });

  test('tells what a collection was made with', async () => {
    expect(await store.describe('products', noSignal)).toEqual({
      documents: products.length,
      chunks: products.length,
      analyser: 'pt-2',
      embeddingModel: undefined,
      needsRebuild: false,
    });
  });

  describe('a lease', () => {
    const request = (holder: string, seconds = 60) => ({ name: 'sync products', holder, seconds });

    test('has one holder, who may prolong it and gives it back', async () => {
      const mine = stand.storeOf(stand.newTenant());
      expect(await mine.holdLease(request('a'), noSignal)).toEqual({ held: true, secondsLeft: 60 });
      expect(await mine.holdLease(request('b'), noSignal)).toMatchObject({ held: false });
      expect(await mine.holdLease(request('b', 0), noSignal)).toMatchObject({ held: false });
      expect(await mine.holdLease(request('a', 90), noSignal)).toEqual({ held: true, secondsLeft: 90 });
      expect(await mine.holdLease(request('a', 0), noSignal)).toEqual({ held: false, secondsLeft: 0 });
      expect(await mine.holdLease(request('b'), noSignal)).toMatchObject({ held: true });
    });

    test('ends by itself', async () => {
      const mine = stand.storeOf(stand.newTenant());
      await mine.holdLease(request('a', 0.02), noSignal);
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(await mine.holdLease(request('b'), noSignal)).toMatchObject({ held: true });
      expect(await mine.holdLease(request('a'), noSignal)).toMatchObject({ held: false });
    });

    test('goes to one of many who ask at once', async () => {
      const mine = stand.storeOf(stand.newTenant());
      const asked = Array.from({ length: 20 }, (_, number) =>
        mine.holdLease(request(`holder ${number}`), noSignal),
      );
      expect((await Promise.all(asked)).filter(({ held }) => held)).toHaveLength(1);
    });

    test('is of one tenant and one name', async () => {
      const [mine, theirs] = [stand.storeOf(stand.newTenant()), stand.storeOf(stand.newTenant())];
      await mine.holdLease(request('a'), noSignal);
      expect(await theirs.holdLease(request('b'), noSignal)).toMatchObject({ held: true });
      const other = { ...request('b'), name: 'sync knowledge' };
      expect(await mine.holdLease(other, noSignal)).toMatchObject({ held: true });
    });
  });

  test.each<CollectionName>(['products', 'knowledge'])('tenants share nothing in %s', async (collection) => {
    const [mine, theirs] = [stand.storeOf(stand.newTenant()), stand.storeOf(stand.newTenant())];
    const secret = { id: 'x', title: 'Girassol secreto', text: 'Segredo.', sku: 'SEGREDO-1', price: 1 };
    await theirs.upsert(collection, [secret], noSignal);
    for (const query of ['girassol secreto', 'girasol', 'SEGREDO-1', 'segredo']) {
      const { hits } = await mine.search({ collection, query, limit: 50 }, noSignal);
      expect(hits).toEqual([]);
    }
    expect(await mine.get(collection, 'x', noSignal)).toBeUndefined();
    expect(await mine.listIds(collection, undefined, noSignal)).toEqual({ ids: [], next: undefined });
    expect(await mine.suggest('girassol', 5, noSignal)).toEqual([]);
    const similar = mine.findSimilar({ collection, id: 'x', limit: 5 }, noSignal);
    await expect(similar).rejects.toMatchObject({ code: 'not_found' });
    expect(await mine.describe(collection, noSignal)).toMatchObject({ documents: 0, chunks: 0 });
    expect(await mine.delete(collection, ['x'], noSignal)).toBe(0);
    await mine.upsert(collection, [{ ...secret, title: 'Meu girassol' }], noSignal);
    await mine.delete(collection, ['x'], noSignal);
    const { hits } = await theirs.search({ collection, query: 'girassol secreto', limit: 5 }, noSignal);
    expect(hits.map(({ document }) => document)).toEqual([secret]);
  });

  test('a request that is cancelled ends at once with its reason', async () => {
    const reason = new DOMException('The caller left.', 'AbortError');
    const search = store.search(
      { collection: 'products', query: 'furadeira', limit: 5 },
      AbortSignal.abort(reason),
    );
    await expect(search).rejects.toBe(reason);
  });
}
