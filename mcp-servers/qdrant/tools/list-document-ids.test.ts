import { afterAll, beforeAll, expect, test } from 'vitest';
import { type QdrantUnderTest, startFilledQdrant } from '../testing/qdrant-under-test.ts';

let shop: QdrantUnderTest;
beforeAll(async () => {
  shop = await startFilledQdrant();
});
afterAll(() => shop.close());

const list = async (args: object) =>
  shop.server.call('list_document_ids', { collection: 'products', ...args });

test('lists the ids of a collection', async () => {
  const { data } = await list({});
  expect((data.ids as string[]).sort()).toEqual(['11', '12', '13', '14']);
  expect(data.next_cursor).toBeNull();
});

test('a thousand a call, each once', async () => {
  const documents = Array.from({ length: 1_050 }, (_, id) => ({ id: `a${id}`, title: 'Aviso', text: '' }));
  for (let start = 0; start < documents.length; start += 100) {
    await shop.server.call('upsert_documents', {
      collection: 'knowledge',
      documents: documents.slice(start, start + 100),
    });
  }
  const first = (await list({ collection: 'knowledge' })).data;
  const second = (await list({ collection: 'knowledge', cursor: first.next_cursor })).data;
  expect(first.ids).toHaveLength(1_000);
  expect(new Set([...(first.ids as string[]), ...(second.ids as string[])]).size).toBe(1_052);
  expect(second.next_cursor).toBeNull();
});

test.each([{ collection: 'orders' }, { cursor: 'x' }])('%j is refused', async (args) => {
  expect((await list(args)).text).toMatch(/^invalid_input: /);
});
