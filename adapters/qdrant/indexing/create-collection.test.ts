import { afterEach, beforeEach, expect, test } from 'vitest';
import { readState } from '../collection-state.ts';
import { conceptEmbedder } from '../testing/concept-embedder.ts';
import { noSignal, sandboxStand } from '../testing/stand.ts';
import { createCollection, createFirstCollection } from './create-collection.ts';

let stand: Awaited<ReturnType<typeof sandboxStand>>;
beforeEach(async () => {
  stand = await sandboxStand();
});
afterEach(() => stand.close());

const settings = { analyser: 'pt-1', embedder: undefined };
const describeIt = (collection_name: string) =>
  stand.connection.call(
    'describe',
    (api) => (init) => api.getCollection({ collection_name }, init),
    noSignal,
  );

test('a name is an alias of the first version, with an index for each key that a filter uses', async () => {
  await createFirstCollection(stand.connection, 'products', settings, noSignal);
  const { config, payload_schema } = await describeIt('products');
  expect(await describeIt('products_v1')).toMatchObject({ config });
  expect(Object.keys(payload_schema).sort()).toEqual(
    ['brand_key', 'category_keys', 'chunk', 'codes', 'id', 'in_stock', 'price', 'tenant'].sort(),
  );
  expect(payload_schema.tenant?.params).toMatchObject({ is_tenant: true });
});

test('tells what it was made with', async () => {
  const embedder = conceptEmbedder();
  await createCollection(stand.connection, 'a', { analyser: 'pt-1', embedder }, noSignal);
  expect(await readState(stand.connection, 'a', noSignal)).toEqual({
    analyser: 'pt-1',
    embeddingModel: 'concepts-1',
  });
  expect((await describeIt('a')).config.params.vectors).toMatchObject({
    dense: { size: embedder.dimensions, distance: 'Cosine' },
  });
});

test('one that is there is left as it is', async () => {
  await createCollection(stand.connection, 'a', { analyser: 'pt-1', embedder: conceptEmbedder() }, noSignal);
  await createCollection(stand.connection, 'a', { analyser: 'pt-2', embedder: undefined }, noSignal);
  expect(await readState(stand.connection, 'a', noSignal)).toMatchObject({ analyser: 'pt-1' });
});

test.each(Array.from({ length: 10 }, (_, requests) => requests))(
  'a crash after %i requests is made good by the next call',
  async (requests) => {
    for (let count = 0; count < requests; count += 1) stand.sandbox.faults.pass();
    stand.sandbox.faults.next('server_error');
    const create = () => createFirstCollection(stand.connection, 'products', settings, noSignal);
    await create().catch(() => undefined);
    stand.sandbox.faults.clear();
    await create();
    expect(Object.keys((await describeIt('products')).payload_schema)).toHaveLength(8);
  },
);
