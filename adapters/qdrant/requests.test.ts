import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SandboxQdrant, startSandboxQdrant } from '#sandbox/qdrant/start.ts';
import { type CheckingProxy, startCheckingProxy } from '#sandbox/qdrant/testing/checking-proxy.ts';
import { hasOpenApi } from '#sandbox/qdrant/testing/openapi.ts';
import type { VectorStore } from './port.ts';
import { articles, products } from './testing/catalogue.ts';
import { conceptEmbedder } from './testing/concept-embedder.ts';
import { noSignal, standOn } from './testing/stand.ts';

describe.skipIf(!hasOpenApi)(
  "what is sent is what Qdrant's OpenAPI allows (left out without the file)",
  () => {
    let sandbox: SandboxQdrant;
    let proxy: CheckingProxy;
    beforeAll(async () => {
      sandbox = await startSandboxQdrant({ apiKey: 'a key for tests' });
      proxy = await startCheckingProxy(sandbox.url);
    });
    afterAll(async () => {
      proxy.close();
      await sandbox.close();
    });

    const everything = async (store: VectorStore) => {
      await store.search({ collection: 'products', query: 'antes de tudo', limit: 5 }, noSignal);
      await store.upsert('products', products, noSignal);
      await store.upsert('knowledge', articles, noSignal);
      const filter = { minPrice: 1, maxPrice: 100, brand: 'x', category: 'Pintura', inStock: true };
      for (const query of ['rolo de lã', 'FER-0022', 'perfurar', '???']) {
        await store.search({ collection: 'products', query, limit: 5, filter }, noSignal);
      }
      await store.search({ collection: 'knowledge', query: 'prazo', limit: 5 }, noSignal);
      await store.upsert('products', [{ ...products[0], price: 1 } as (typeof products)[number]], noSignal);
      await store.findSimilar({ collection: 'products', id: '1', limit: 5, filter }, noSignal);
      await store.suggest('furad', 5, noSignal);
      await store.get('products', '1', noSignal);
      await store.listIds('products', undefined, noSignal);
      await store.delete('products', ['1', '2'], noSignal);
      await store.describe('products', noSignal);
      await store.rebuild('products', undefined, noSignal);
      await store.holdLease({ name: 'sync', holder: 'a', seconds: 1 }, noSignal);
    };

    test('in a hybrid search', async () => {
      await everything(standOn(proxy.url, sandbox.apiKey, conceptEmbedder()).storeOf('hybrid'));
      expect(proxy.problems).toEqual([]);
    });

    test('in a rebuild for another model', async () => {
      await standOn(proxy.url, sandbox.apiKey).storeOf('a').upsert('knowledge', articles, noSignal);
      const other = conceptEmbedder({ model: 'concepts-2' });
      const store = standOn(proxy.url, sandbox.apiKey, other).storeOf('a');
      expect(await store.rebuild('knowledge', undefined, noSignal)).toMatchObject({ done: true });
      expect(proxy.problems).toEqual([]);
    });

    test('in a lexical search', async () => {
      await everything(standOn(proxy.url, sandbox.apiKey).storeOf('lexical'));
      expect(proxy.problems).toEqual([]);
    });
  },
);
