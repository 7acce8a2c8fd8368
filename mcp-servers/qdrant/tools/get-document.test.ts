import { afterAll, beforeAll, expect, test } from 'vitest';
import { type QdrantUnderTest, startFilledQdrant } from '../testing/qdrant-under-test.ts';

let shop: QdrantUnderTest;
beforeAll(async () => {
  shop = await startFilledQdrant();
});
afterAll(() => shop.close());

const get = (args: object) => shop.server.call('get_document', { collection: 'knowledge', ...args });

test('gives the whole of a document', async () => {
  const { data } = await get({ collection: 'products', id: 11 });
  expect(data).toEqual({
    id: '11',
    title: 'Furadeira de Impacto 650W',
    text: 'Velocidade variável e reversível, para concreto, madeira e metal.',
    next_offset: null,
    sku: 'FUR-650',
    category: 'Ferramentas / Elétricas',
    brand: null,
    price: 289.9,
    url: null,
  });
});

test('a long one comes in pieces that together are the text', async () => {
  const text = Array.from(
    { length: 40 },
    (_, line) => `${line} ${'leia com atenção '.repeat(40).trim()}.`,
  ).join('\n\n');
  await shop.server.call('upsert_documents', {
    collection: 'knowledge',
    documents: [{ id: 'manual', title: 'Manual', text }],
  });
  let read = '';
  let offset: unknown = 0;
  while (offset !== null) {
    const { data } = await get({ id: 'manual', offset });
    expect(String(data.text).length).toBeLessThanOrEqual(9_000);
    read += data.text;
    offset = data.next_offset;
  }
  expect(read).toBe(text);
});

test('what is not there is said to be so', async () => {
  expect((await get({ id: 'nada' })).text).toMatch(/^not_found: .*\nNext: /);
  expect((await get({ id: '11' })).text).toMatch(/^not_found: /);
});

test.each([{ id: '' }, { id: 'entrega', offset: -1 }, { id: 'x', collection: 'orders' }])(
  '%j is refused',
  async (args) => {
    expect((await get(args)).text).toMatch(/^invalid_input: /);
  },
);
