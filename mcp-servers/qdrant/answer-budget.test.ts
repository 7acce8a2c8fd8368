import { afterAll, beforeAll, expect, test } from 'vitest';
import { type QdrantUnderTest, startQdrantUnderTest } from './testing/qdrant-under-test.ts';

/** What 500 tokens hold, at four characters each. */
const mostCharacters = 2_000;

let shop: QdrantUnderTest;
beforeAll(async () => {
  shop = await startQdrantUnderTest({ MCP_ANSWER_TOKENS: '500' });
  const products = Array.from({ length: 20 }, (_, index) => ({
    id: index + 1,
    title: `Furadeira modelo ${index + 1}`,
    text: 'Velocidade variável e reversível, para concreto, madeira e metal. '.repeat(5),
  }));
  await shop.server.call('upsert_documents', { collection: 'products', documents: products });
  const manual = { id: 'manual', title: 'Manual', text: 'Leia com atenção. '.repeat(400) };
  await shop.server.call('upsert_documents', { collection: 'knowledge', documents: [manual] });
});
afterAll(() => shop.close());

test.each([
  ['search_products', { query: 'furadeira', limit: 20 }],
  ['find_similar', { product_id: 1, limit: 20 }],
  ['search_knowledge', { query: 'leia com atenção', limit: 10 }],
])('MCP_ANSWER_TOKENS bounds what %s answers, the best first', async (tool, args) => {
  const { data, text, isError } = await shop.server.call(tool, args);
  expect(isError).toBe(false);
  expect((data.results as unknown[]).length).toBeGreaterThan(0);
  expect(text.length).toBeLessThan(mostCharacters);
});

test('MCP_ANSWER_TOKENS bounds a piece of a document', async () => {
  const { data, text } = await shop.server.call('get_document', { collection: 'knowledge', id: 'manual' });
  expect(text.length).toBeLessThan(mostCharacters);
  expect(data.next_offset).toBe(String(data.text).length);
});
