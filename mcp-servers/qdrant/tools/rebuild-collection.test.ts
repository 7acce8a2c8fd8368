import { afterEach, expect, test } from 'vitest';
import { startSandboxOpenAi } from '#sandbox/openai/start-sandbox-openai.ts';
import { startTestServer } from '../../kit/testing.ts';
import { qdrantServer } from '../definition.ts';
import { type QdrantUnderTest, startFilledQdrant } from '../testing/qdrant-under-test.ts';

let shop: QdrantUnderTest;
afterEach(() => shop.close());

test('where nothing changed there is nothing to do', async () => {
  shop = await startFilledQdrant();
  const { data } = await shop.server.call('rebuild_collection', { collection: 'products' });
  expect(data).toEqual({ done: true, copied: 0, embedded: 0, embedded_characters: 0, next_cursor: null });
});

test('gives documents the vectors of a model that came later', async () => {
  shop = await startFilledQdrant();
  const model = await startSandboxOpenAi();
  const server = await startTestServer(qdrantServer, {
    QDRANT_URL: shop.sandbox.url,
    QDRANT_API_KEY: shop.sandbox.apiKey ?? '',
    OPENAI_BASE_URL: model.url,
    OPENAI_API_KEY: model.apiKey,
    OPENAI_EMBEDDING_MODEL: 'demo-model',
  });
  const info = async () => (await server.call('collection_info', { collection: 'products' })).data;
  expect(await info()).toMatchObject({ needs_rebuild: true, embedding_model: null, documents: 4 });
  const { data } = await server.call('rebuild_collection', { collection: 'products' });
  expect(data).toMatchObject({ done: true, copied: 4, next_cursor: null });
  expect(await info()).toMatchObject({ needs_rebuild: false, embedding_model: 'demo-model', documents: 4 });
  const { data: found } = await server.call('search_products', { query: 'furadeira de impacto' });
  expect(found).toMatchObject({ mode: 'hybrid' });
  await server.close();
  await model.close();
});

test('needs the scope to write', async () => {
  shop = await startFilledQdrant();
  const args = { collection: 'products' };
  const { text } = await shop.server.call('rebuild_collection', args, { scopes: ['qdrant:read'] });
  expect(text).toMatch(/^insufficient_scope: /);
});
