import { expect, test } from 'vitest';
import { firstCollectionOf, nextCollectionOf, presentCollectionOf } from './collection-names.ts';
import { noSignal, sandboxStand } from './testing/stand.ts';

test('collections of a name are numbered', () => {
  expect(firstCollectionOf('products')).toBe('products_v1');
  expect(nextCollectionOf('products', 'products_v1')).toBe('products_v2');
  expect(nextCollectionOf('products', 'products_v9')).toBe('products_v10');
  expect(nextCollectionOf('knowledge', 'knowledge')).toBe('knowledge_v1');
});

test('the present one is that of the alias', async () => {
  const stand = await sandboxStand();
  expect(await presentCollectionOf(stand.connection, 'products', noSignal)).toBe('products');
  await stand.storeOf('a').upsert('products', [{ id: '1', title: 'Vaso', text: '' }], noSignal);
  expect(await presentCollectionOf(stand.connection, 'products', noSignal)).toBe('products_v1');
  await stand.close();
});
