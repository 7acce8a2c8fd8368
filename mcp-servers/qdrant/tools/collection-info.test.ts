import { afterEach, expect, test } from 'vitest';
import {
  type QdrantUnderTest,
  startFilledQdrant,
  startQdrantUnderTest,
} from '../testing/qdrant-under-test.ts';

let shop: QdrantUnderTest;
afterEach(() => shop.close());

const info = async (collection: string) => (await shop.server.call('collection_info', { collection })).data;

test('before the first document there is nothing, which is no error', async () => {
  shop = await startQdrantUnderTest();
  const nothing = { documents: 0, chunks: 0, analyser: null, embedding_model: null, needs_rebuild: false };
  expect(await info('products')).toEqual(nothing);
  expect(await info('knowledge')).toEqual(nothing);
});

test('counts the documents of the caller and tells the analyser', async () => {
  shop = await startFilledQdrant();
  expect(await info('products')).toEqual({
    documents: 4,
    chunks: 4,
    analyser: 'pt-2',
    embedding_model: null,
    needs_rebuild: false,
  });
  expect(await info('knowledge')).toMatchObject({ documents: 2 });
});
