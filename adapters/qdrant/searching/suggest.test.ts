import { afterAll, beforeAll, expect, test } from 'vitest';
import type { VectorStore } from '../port.ts';
import { products } from '../testing/catalogue.ts';
import { noSignal, type Stand, sandboxStand } from '../testing/stand.ts';

let stand: Stand;
let store: VectorStore;
beforeAll(async () => {
  stand = await sandboxStand();
  store = stand.storeOf('shop');
  await store.upsert('products', products, noSignal);
});
afterAll(() => stand.close());

const titles = async (text: string, limit = 5, from = store) =>
  (await from.suggest(text, limit, noSignal)).map(({ title }) => title);

test('names that begin with what was typed come before those that hold it', async () => {
  const found = await titles('broca');
  expect(found[0]).toMatch(/^Broca/);
});

test.each(['FURAD', 'furad', '  furad  ', 'furád'])('"%s" is typed in any way', async (text) => {
  expect((await titles(text))[0]).toMatch(/^Furadeira/);
});

test('every word that was typed goes on in the name', async () => {
  for (const title of await titles('furadeira im')) expect(title).toMatch(/Furadeira.*Im/);
});

test('one typing error is forgiven, after names without any', async () => {
  expect(await titles('furrad')).toEqual(expect.arrayContaining([expect.stringMatching(/^Furadeira/)]));
});

test('gives at most what is wanted, and a name once', async () => {
  expect(await titles('furadeira', 1)).toHaveLength(1);
  const twin = { ...products[0], id: '999' } as (typeof products)[number];
  const mine = stand.storeOf('twins');
  await mine.upsert('products', [products[0] as typeof twin, twin], noSignal);
  expect(await titles('furad', 5, mine)).toHaveLength(1);
});

test('a long document is no more than one name', async () => {
  const mine = stand.storeOf('long');
  const text = 'Leia com atenção antes de usar. '.repeat(120);
  await mine.upsert('products', [{ id: '1', title: 'Lixadeira Roto-Orbital', text }], noSignal);
  expect(await titles('lixad', 5, mine)).toEqual(['Lixadeira Roto-Orbital']);
});

test.each(['', '?!', 'de', 'pizz'])('"%s" goes on as nothing', async (text) => {
  expect(await titles(text)).toEqual([]);
});

test("another tenant's names are not offered", async () => {
  expect(await titles('furad', 5, stand.storeOf('other'))).toEqual([]);
});
