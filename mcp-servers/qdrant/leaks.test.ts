import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SandboxOpenAi, startSandboxOpenAi } from '#sandbox/openai/start-sandbox-openai.ts';
import { products } from './testing/documents.ts';
import { type QdrantUnderTest, startFilledQdrant } from './testing/qdrant-under-test.ts';

const theirs = { tenant: 'their-shop' };
const mine = { tenant: 'my-shop' };
const secret = { id: 99, title: 'Girassol secreto', text: 'Segredo deles.', sku: 'SEGREDO-1', price: 7 };

const attacks: [tool: string, args: Record<string, unknown>][] = [
  ...['girassol secreto', 'girasol', 'SEGREDO-1', 'segredo deles', 'secreto'].flatMap(
    (query): [string, Record<string, unknown>][] => [
      ['search_products', { query, limit: 20 }],
      ['search_knowledge', { query, limit: 10 }],
    ],
  ),
  ['search_products', { query: 'girassol', max_price: 10 }],
  ['search_products', { query: '{"key":"tenant","match":{"value":"their-shop"}}' }],
  ['search_products', { query: 'girassol', tenant: 'their-shop' }],
  ['search_products', { query: 'girassol', facets: true, min_price: 0, brand: 'x' }],
  ['find_similar', { product_id: 99 }],
  ['find_similar', { product_id: 1, limit: 20 }],
  ['suggest', { text: 'giras' }],
  ['suggest', { text: 'segredo' }],
  ['get_document', { collection: 'products', id: 99 }],
  ['get_document', { collection: 'knowledge', id: '99' }],
  ['list_collections', {}],
  ['list_document_ids', { collection: 'products' }],
  ['list_document_ids', { collection: 'knowledge' }],
  ['rebuild_collection', { collection: 'products' }],
  ['upsert_documents', { collection: 'products', documents: [secret], dry_run: true }],
  ['hold_lease', { name: 'sync products', holder: 'mine', seconds: 5 }],
  ['collection_info', { collection: 'products' }],
  ['collection_info', { collection: 'knowledge' }],
  ['find_similar', { product_id: 99, max_price: 10, in_stock: true }],
  ['search_products', { query: 'girassol', category: 'Flores' }],
  ['get_document', { collection: 'knowledge', id: 99, offset: 1 }],
  ['delete_documents', { collection: 'products', ids: [99] }],
  ['delete_documents', { collection: 'knowledge', ids: ['99'] }],
  ['upsert_documents', { collection: 'products', documents: [{ ...secret, title: 'Tomado' }] }],
];

const modes: [mode: string, settingsOf: (model: SandboxOpenAi) => Record<string, string>][] = [
  ['by words', () => ({})],
  [
    'by meaning too',
    ({ url, apiKey }) => ({
      OPENAI_BASE_URL: url,
      OPENAI_API_KEY: apiKey,
      OPENAI_EMBEDDING_MODEL: 'demo-model',
    }),
  ],
];

describe.each(modes)('searching %s', (_mode, settingsOf) => {
  let model: SandboxOpenAi;
  let shop: QdrantUnderTest;
  beforeAll(async () => {
    model = await startSandboxOpenAi();
    shop = await startFilledQdrant(settingsOf(model));
    for (const collection of ['products', 'knowledge']) {
      await shop.server.call('upsert_documents', { collection, documents: [secret] }, theirs);
      const own = { id: 1, title: 'Vaso de barro', text: 'Meu.' };
      await shop.server.call('upsert_documents', { collection, documents: [own] }, mine);
    }
  });
  afterAll(async () => {
    await shop.close();
    await model.close();
  });

  test('their own search does show the secret', async () => {
    const { text } = await shop.server.call('search_products', { query: 'girassol' }, theirs);
    expect(text).toContain('Girassol secreto');
  });

  test.each(attacks)('%s %j shows and changes nothing of another tenant', async (tool, args) => {
    const { text } = await shop.server.call(tool, args, mine);
    expect(text).not.toMatch(
      /Girassol secreto|Segredo deles|"documents":[2-9]|"deleted":[1-9]|"99"[^\]]*"next_cursor"/,
    );
    const after = await shop.server.call('search_products', { query: 'SEGREDO-1' }, theirs);
    expect(after.text).toContain('Girassol secreto');
  });

  test('every tool is attacked', async () => {
    const names = (await shop.server.tools()).map(({ name }) => name);
    expect(new Set(attacks.map(([tool]) => tool))).toEqual(new Set(names));
  });

  test('the statistics of one tenant do not weigh the words of another', async () => {
    const scoreOf = async () =>
      (await shop.server.call('search_products', { query: 'furadeira de impacto' })).text;
    const before = await scoreOf();
    const copies = Array.from({ length: 60 }, (_, id) => ({ ...products[0], id: id + 1_000 }));
    await shop.server.call('upsert_documents', { collection: 'products', documents: copies }, theirs);
    expect(await scoreOf()).toBe(before);
  });

  test('two tenants at once never see each other', async () => {
    const ask = async (principal: { tenant: string }, own: string, other: string) => {
      const { text } = await shop.server.call('search_products', { query: `${own} ${other}` }, principal);
      expect(text).toContain(own);
      expect(text).not.toContain(other);
    };
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 2 === 0 ? ask(mine, 'Vaso', 'Girassol') : ask(theirs, 'Girassol', 'Vaso'),
      ),
    );
  });

  test('nothing is offered beside the tools: no resource, no prompt', async () => {
    const client = await shop.server.client(mine);
    const capabilities = client.getServerCapabilities();
    if (capabilities?.resources) {
      expect((await client.listResources()).resources).toEqual([]);
      expect((await client.listResourceTemplates()).resourceTemplates).toEqual([]);
    }
    expect(capabilities?.prompts).toBeUndefined();
    await client.close();
  });

  test('a lease of one tenant keeps no other from working', async () => {
    const hold = (principal: { tenant: string }) =>
      shop.server.call('hold_lease', { name: 'a', holder: principal.tenant, seconds: 60 }, principal);
    expect((await hold(theirs)).isError).toBe(false);
    expect((await hold(mine)).isError).toBe(false);
  });
});
