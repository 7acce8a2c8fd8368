import { afterAll, beforeAll, expect, test } from 'vitest';
import { type QdrantUnderTest, startFilledQdrant } from '../testing/qdrant-under-test.ts';

let company: QdrantUnderTest;
beforeAll(async () => {
  company = await startFilledQdrant();
});
afterAll(() => company.close());

const search = async (args: Record<string, unknown>) =>
  (await company.server.call('search_knowledge', args)).data;

test('answers passages with their documents', async () => {
  expect(await search({ query: 'qual o prazo de entrega?' })).toEqual({
    mode: 'lexical',
    no_good_match: false,
    results: [
      {
        document_id: 'entrega',
        title: 'Prazo e frete de entrega',
        text: 'Entregamos em todo o Brasil em 2 a 7 dias úteis. O frete é grátis acima de R$ 299.',
        score: expect.any(Number),
      },
    ],
  });
});

test.each([
  ['posso devolver?', 'devolucao'],
  ['devolussão', 'devolucao'],
  ['frete gratis', 'entrega'],
])('"%s" is answered by %s', async (query, document_id) => {
  expect(await search({ query })).toMatchObject({ results: [{ document_id }] });
});

test('what nobody wrote about has no good match', async () => {
  expect(await search({ query: 'vocês patrocinam times de futebol?' })).toMatchObject({
    no_good_match: true,
    results: [],
  });
});

test('products are no answer', async () => {
  expect(await search({ query: 'furadeira' })).toMatchObject({ no_good_match: true });
});

test('the largest answer keeps within its budget', async () => {
  const documents = Array.from({ length: 12 }, (_, number) => ({
    id: `manual-${number}`,
    title: `Manual ${number}`,
    text: 'Instalação da bomba. '.repeat(900),
  }));
  await company.server.call('upsert_documents', { collection: 'knowledge', documents });
  const { text } = await company.server.call('search_knowledge', { query: 'instalação da bomba', limit: 10 });
  expect(text.length).toBeLessThan(4_000 * 4);
});

test.each([{ query: '' }, { query: 'x', limit: 11 }, { query: 'x', collection: 'products' }])(
  '%j is refused',
  async (args) => {
    const { isError, text } = await company.server.call('search_knowledge', args);
    expect([isError, text]).toEqual([true, expect.stringMatching(/^invalid_input: /)]);
  },
);
