import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SandboxOpenAi, startSandboxOpenAi } from '#sandbox/openai/start-sandbox-openai.ts';
import { type QdrantUnderTest, startFilledQdrant } from './testing/qdrant-under-test.ts';

let model: SandboxOpenAi;
let shop: QdrantUnderTest;
beforeEach(async () => {
  model = await startSandboxOpenAi();
});
afterEach(async () => {
  await shop.close();
  await model.close();
});

const settings = () => ({
  OPENAI_BASE_URL: model.url,
  OPENAI_API_KEY: model.apiKey,
  OPENAI_EMBEDDING_MODEL: 'demo-model',
});
const search = async () =>
  (await shop.server.call('search_products', { query: 'furadeira de impacto', limit: 1 })).data;

test('with an embedding model search is hybrid, and the collection says with which', async () => {
  shop = await startFilledQdrant(settings());
  expect(await search()).toMatchObject({ mode: 'hybrid', results: [{ product_id: 11 }] });
  const { data } = await shop.server.call('collection_info', { collection: 'products' });
  expect(data).toMatchObject({ embedding_model: 'demo-model' });
});

test('when the model fails the answer is lexical and still there', async () => {
  shop = await startFilledQdrant(settings());
  model.faults.next('server_error', 10);
  expect(await search()).toMatchObject({ mode: 'lexical', results: [{ product_id: 11 }] });
  model.faults.clear();
  expect(await search()).toMatchObject({ mode: 'hybrid' });
});

test('a model that is down at the start does not keep the search from starting', async () => {
  model.faults.next('quota', 100);
  shop = await startFilledQdrant(settings());
  expect(await search()).toMatchObject({ mode: 'lexical', results: [{ product_id: 11 }] });
});

test('a model without its key leaves the search lexical', async () => {
  shop = await startFilledQdrant({ OPENAI_EMBEDDING_MODEL: 'demo-model' });
  expect(await search()).toMatchObject({ mode: 'lexical' });
});
