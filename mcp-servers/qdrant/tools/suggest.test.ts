import { afterAll, beforeAll, expect, test } from 'vitest';
import { type QdrantUnderTest, startFilledQdrant } from '../testing/qdrant-under-test.ts';

let shop: QdrantUnderTest;
beforeAll(async () => {
  shop = await startFilledQdrant();
});
afterAll(() => shop.close());

const suggest = async (text: string, more: object = {}) =>
  (await shop.server.call('suggest', { text, ...more })).data.suggestions as {
    product_id: number;
    name: string;
  }[];

test.each([
  ['fur', 11],
  ['furadeira de b', 12],
  ['furad imp', 11],
  ['paraf', 13],
  ['parafuzad', 13],
  ['lampada l', 14],
])('"%s" goes on', async (text, id) => {
  expect((await suggest(text)).map(({ product_id }) => product_id)).toContain(id);
});

test.each(['geladeira', 'xq', 'furadeira azul', '...'])('"%s" does not', async (text) => {
  expect(await suggest(text)).toEqual([]);
});

test('gives names, no more than wanted', async () => {
  expect(await suggest('furadeira', { limit: 1 })).toEqual([
    { product_id: expect.any(Number), name: expect.stringMatching(/^Furadeira/) },
  ]);
});

test.each([[''], ['x'.repeat(101)]])('%j is refused', async (text) => {
  expect((await shop.server.call('suggest', { text })).text).toMatch(/^invalid_input: /);
});
