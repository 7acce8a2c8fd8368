import { expect, test } from 'vitest';
import { startQdrantUnderTest } from './testing/qdrant-under-test.ts';

test.each([
  ['es', 'Taladro de percusión', 'taladros de percusion', 'es-2'],
  ['en', 'Cordless drill', 'do you have cordless drills?', 'en-2'],
  ['pt', 'Extensão elétrica', 'tem extensões eletricas?', 'pt-2'],
])('searches in %s', async (language, title, query, analyser) => {
  const shop = await startQdrantUnderTest({ SEARCH_LANGUAGE: language });
  const documents = [
    { id: 1, title, text: '' },
    { id: 2, title: 'Martelo', text: '' },
  ];
  await shop.server.call('upsert_documents', { collection: 'products', documents });
  const { data } = await shop.server.call('search_products', { query });
  expect(data).toMatchObject({ results: [{ product_id: 1, matched_by: ['words'] }] });
  expect((await shop.server.call('collection_info', { collection: 'products' })).data).toMatchObject({
    analyser,
  });
  await shop.close();
});
