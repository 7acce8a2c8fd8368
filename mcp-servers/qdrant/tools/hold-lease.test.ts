import { afterAll, beforeAll, expect, test } from 'vitest';
import { type QdrantUnderTest, startQdrantUnderTest } from '../testing/qdrant-under-test.ts';

let shop: QdrantUnderTest;
beforeAll(async () => {
  shop = await startQdrantUnderTest();
});
afterAll(() => shop.close());

const hold = (holder: string, seconds: number, principal?: object) =>
  shop.server.call('hold_lease', { name: 'sync products', holder, seconds }, principal);

test('has one holder at a time, and says when it will be free', async () => {
  expect((await hold('a', 60)).data).toEqual({ seconds_left: 60 });
  const { text } = await hold('b', 60);
  expect(text).toMatch(/^lease_taken: "sync products" is under way elsewhere.*\nNext: .* free in \d\d s\./);
  expect((await hold('b', 0)).data).toEqual({ seconds_left: 0 });
  expect((await hold('a', 30)).data).toEqual({ seconds_left: 30 });
  expect((await hold('a', 0)).data).toEqual({ seconds_left: 0 });
  expect((await hold('b', 60)).isError).toBe(false);
});

test('is of one tenant', async () => {
  expect((await hold('c', 60, { tenant: 'other' })).isError).toBe(false);
});

test.each([
  ['', 10],
  ['a', 601],
  ['a', -1],
])('holder %j for %i seconds is refused', async (holder, seconds) => {
  expect((await hold(holder, seconds)).text).toMatch(/^invalid_input: /);
});

test('needs the scope to write', async () => {
  expect((await hold('a', 10, { scopes: ['qdrant:read'] })).text).toMatch(/^insufficient_scope: /);
});
