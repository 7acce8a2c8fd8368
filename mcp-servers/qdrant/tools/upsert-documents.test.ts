import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { products } from '../testing/documents.ts';
import { makeEncryptedPdf, makePdf } from '../testing/make-pdf.ts';
import { type QdrantUnderTest, startQdrantUnderTest } from '../testing/qdrant-under-test.ts';

let shop: QdrantUnderTest;
beforeAll(async () => {
  shop = await startQdrantUnderTest();
});
afterAll(() => shop.close());

const upsert = (documents: unknown[], collection = 'products') =>
  shop.server.call('upsert_documents', { collection, documents });
const info = async (collection = 'products') =>
  (await shop.server.call('collection_info', { collection })).data;

test('what was written can be found at once, and is not written twice', async () => {
  expect((await upsert(products)).data).toMatchObject({ upserted: products.length });
  const again = products.map((product) => ({ ...product, price: 1 }));
  expect((await upsert(again)).data).toMatchObject({ upserted: products.length });
  expect(await info()).toEqual({
    documents: products.length,
    chunks: products.length,
    analyser: 'pt-2',
    embedding_model: null,
    needs_rebuild: false,
  });
  const { data } = await shop.server.call('search_products', { query: 'FUR-650' });
  expect(data).toMatchObject({ results: [{ product_id: 11, price: 1 }] });
});

test('an id as text is the same as the number', async () => {
  const before = await info();
  await upsert([{ ...products[0], id: '11' }]);
  expect(await info()).toEqual(before);
});

test('a product without a number is refused, an article is not', async () => {
  const document = { id: 'furadeira', title: 'Furadeira', text: '' };
  const { isError, text } = await upsert([document]);
  expect([isError, text]).toEqual([
    true,
    expect.stringMatching(/^invalid_input: .*\nNext: .*product\.product/),
  ]);
  expect((await upsert([document], 'knowledge')).data).toMatchObject({ upserted: 1 });
});

test('what only a model would read is taken out', async () => {
  const title = 'Vaso\u200b de barro\u202e';
  await upsert([{ id: 77, title, text: 'Feito\u0000 à mão.' }]);
  const { data } = await shop.server.call('search_products', { query: 'vaso de barro' });
  expect(data).toMatchObject({ results: [{ name: 'Vaso de barro', description: 'Feito à mão.' }] });
});

test('what did not change is not written, and what did is named', async () => {
  const mine = await startQdrantUnderTest();
  const write = async (documents: unknown[], dry_run = false) =>
    (await mine.server.call('upsert_documents', { collection: 'products', documents, dry_run })).data;
  const all = products.map(({ id }) => String(id));
  const outcome = {
    rewritten: [],
    payload_only: [],
    unchanged: 0,
    embedded: 0,
    embedded_characters: 0,
    dry_run: false,
  };

  expect(await write(products, true)).toEqual({ ...outcome, upserted: 0, rewritten: all, dry_run: true });
  expect(await write(products)).toEqual({ ...outcome, upserted: all.length, rewritten: all });
  expect(await write(products)).toEqual({ ...outcome, upserted: all.length, unchanged: all.length });
  const [first, second, ...rest] = products;
  const changed = [{ ...first, price: 1 }, { ...second, title: 'Furadeira de Coluna' }, ...rest];
  expect(await write(changed)).toEqual({
    ...outcome,
    upserted: all.length,
    rewritten: ['12'],
    payload_only: ['11'],
    unchanged: rest.length,
  });
  await mine.close();
});

test.each([
  ['html', '<h1>Garantia</h1><p>Doze &nbsp;meses.</p><script>x()</script>'],
  ['markdown', '# Garantia\n\n**Doze** meses.'],
])('%s is stored as a reader sees it', async (format, text) => {
  await upsert([{ id: `garantia-${format}`, title: 'Garantia', text, format }], 'knowledge');
  const { data } = await shop.server.call('get_document', {
    collection: 'knowledge',
    id: `garantia-${format}`,
  });
  expect(data.text).toBe('Garantia\n\nDoze meses.');
});

test('a PDF is found by its pages and read back as text', async () => {
  const chapter = (about: string) => `Sobre ${about}.\n${`Leia antes de usar a ${about}.\n`.repeat(30)}`;
  const pdf = makePdf(['montagem', 'limpeza', 'lubrificação'].map(chapter)).toString('base64');
  await upsert([{ id: 'manual', title: 'Manual da serra', pdf }], 'knowledge');
  const { data } = await shop.server.call('search_knowledge', { query: 'lubrificacao da serra' });
  expect(data).toMatchObject({
    results: [{ document_id: 'manual', text: expect.stringContaining('Sobre lubrificação.') }],
  });
  const { text } = await shop.server.call('get_document', { collection: 'knowledge', id: 'manual' });
  expect(text).toContain('Sobre montagem.');
});

test.each([
  ['with a password', makeEncryptedPdf(), /^pdf_encrypted: Document m: .*password.*\nNext: /],
  ['that is none', Buffer.from('texto'), /^pdf_broken: Document m: /],
  ['that was scanned', makePdf(['']), /^pdf_no_text: .*\nNext: .*OCR/],
])('a PDF %s is refused by name, and nothing is written', async (_what, bytes, expected) => {
  const before = await info('knowledge');
  const documents = [
    { id: 'first', title: 'Primeiro', text: 'Certo.' },
    { id: 'm', title: 'Manual', pdf: bytes.toString('base64') },
  ];
  expect((await upsert(documents, 'knowledge')).text).toMatch(expected);
  expect(await info('knowledge')).toEqual(before);
});

test('a hundred long documents in one call', async () => {
  const documents = Array.from({ length: 100 }, (_, number) => ({
    id: `guia-${number}`,
    title: `Guia ${number}`,
    text: `Capítulo sobre o assunto ${number}. `.repeat(200),
  }));
  expect((await upsert(documents, 'knowledge')).data).toMatchObject({ upserted: 100 });
  expect(Number((await info('knowledge')).chunks)).toBeGreaterThan(500);
});

test.each([
  ['no documents', []],
  ['too many', Array.from({ length: 101 }, (_, id) => ({ id: id + 1, title: 'x', text: '' }))],
  ['no title', [{ id: 1, title: ' ', text: '' }]],
  ['a text without end', [{ id: 1, title: 'x', text: 'x'.repeat(100_001) }]],
  ['neither text nor PDF', [{ id: 1, title: 'x' }]],
  ['both text and PDF', [{ id: 1, title: 'x', text: 'x', pdf: 'eHg=' }]],
  ['a PDF that is not in base64', [{ id: 1, title: 'x', pdf: 'não é base64!' }]],
  ['a negative price', [{ id: 1, title: 'x', text: '', price: -1 }]],
  ['a script as its page', [{ id: 1, title: 'x', text: '', url: 'nonsense' }]],
  ["another's tenant", [{ id: 1, title: 'x', text: '', tenant: 'other' }]],
])('%s is refused', async (_what, documents) => {
  const { isError, text } = await upsert(documents);
  expect([isError, text]).toEqual([true, expect.stringMatching(/^invalid_input: /)]);
});

test('an unknown collection is refused', async () => {
  expect((await upsert([{ id: 1, title: 'x', text: '' }], 'orders')).text).toMatch(
    /^invalid_input: .*collection/,
  );
});

describe('when Qdrant fails in the middle', () => {
  test.each([0, 1, 2, 3])('after %i requests the same call again completes it', async (before) => {
    const fresh = await startQdrantUnderTest();
    for (let count = 0; count < before; count += 1) fresh.sandbox.faults.pass();
    fresh.sandbox.faults.next('server_error');
    const first = await fresh.server.call('upsert_documents', {
      collection: 'products',
      documents: products,
    });
    expect(first.text).toMatch(/^qdrant_error: /);
    const second = await fresh.server.call('upsert_documents', {
      collection: 'products',
      documents: products,
    });
    expect(second.data).toMatchObject({ upserted: products.length });
    const { data } = await fresh.server.call('collection_info', { collection: 'products' });
    expect(data).toMatchObject({ documents: products.length });
    await fresh.close();
  });
});

test('reading alone does not allow it', async () => {
  const { text } = await shop.server.call(
    'upsert_documents',
    { collection: 'products', documents: products },
    { scopes: ['qdrant:read'] },
  );
  expect(text).toMatch(/^insufficient_scope: /);
});
