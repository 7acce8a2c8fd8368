import { describe, expect, test } from 'vitest';
import { noSignal, sandboxStand, standOn } from './testing/stand.ts';
import { describeVectorStore } from './testing/vector-store.conformance.ts';

describe('the store on the stand-in', () => {
  describeVectorStore(() => sandboxStand());
});

const realUrl = process.env.QDRANT_TEST_URL;
describe.skipIf(!realUrl)('the store on Qdrant itself (left out without QDRANT_TEST_URL)', () => {
  describeVectorStore(async () => standOn(realUrl ?? '', process.env.QDRANT_TEST_API_KEY));
});

test('searching, counting and deleting before anything was written finds nothing and makes nothing', async () => {
  const stand = await sandboxStand();
  const store = stand.storeOf('a');
  expect(await store.search({ collection: 'products', query: 'furadeira', limit: 5 }, noSignal)).toEqual({
    mode: 'lexical',
    hits: [],
  });
  expect(await store.delete('products', ['1'], noSignal)).toBe(0);
  expect(await store.describe('products', noSignal)).toEqual({
    documents: 0,
    chunks: 0,
    analyser: undefined,
    embeddingModel: undefined,
    needsRebuild: false,
  });
  const { collections } = await stand.connection.call(
    'list',
    (api) => (init) => api.getCollections({}, init),
    noSignal,
  );
  expect(collections).toEqual([]);
  await stand.close();
});
