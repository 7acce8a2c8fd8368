import { InMemoryStore } from '@langchain/langgraph-checkpoint';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { RedisStore } from '#checkpoints/store/redis-store.ts';
import { emptyMemory, forget, recall, remember, withMore } from './memory.ts';

const context = (contact: number | undefined, tenant = 'main') => ({
  tenant,
  contact: contact === undefined ? {} : { id: contact },
});
const order = (name: string) => ({ name, total: 'R$ 10,00', date: '2026-11-22' });

let redis: Redis;
beforeAll(() => {
  redis = new Redis(inject('redisUrl'));
});
afterAll(() => redis.disconnect());

describe.each([
  ['memory', () => new InMemoryStore()],
  ['Redis', () => new RedisStore({ redis, prefix: `memory-test-${Date.now()}:` })],
])('what is remembered in %s', (_, createStore) => {
  test('belongs to one contact of one tenant', async () => {
    const store = createStore();
    const memory = withMore(emptyMemory, { preferences: ['prefere 220 V'] });
    await remember(store, context(1), memory);
    expect(await recall(store, context(1))).toEqual(memory);
    expect(await recall(store, context(11))).toEqual(emptyMemory);
    expect(await recall(store, context(1, 'other'))).toEqual(emptyMemory);
  });

  test('is deleted for one contact, and stays for the others', async () => {
    const store = createStore();
    const memory = withMore(emptyMemory, { orders: [order('S1')] });
    for (const contact of [1, 11, 2]) await remember(store, context(contact), memory);
    expect(await forget(store, 'main', 1)).toBe(1);
    expect(await forget(store, 'main', 1)).toBe(0);
    expect(await recall(store, context(1))).toEqual(emptyMemory);
    expect(await recall(store, context(11))).toEqual(memory);
  });
});

test('without a store or a contact nothing is remembered, and nothing fails', async () => {
  await remember(undefined, context(1), emptyMemory);
  expect(await recall(undefined, context(1))).toEqual(emptyMemory);
  const store = new InMemoryStore();
  await remember(store, context(undefined), withMore(emptyMemory, { preferences: ['x'] }));
  expect(await recall(store, context(undefined))).toEqual(emptyMemory);
});

test('what is stored in another form is not believed', async () => {
  const store = new InMemoryStore();
  await store.put(['main', 'contacts', '1'], 'memory', { preferences: 'all' });
  expect(await recall(store, context(1))).toEqual(emptyMemory);
});

test('it is bounded, newest first, and the same again is not kept twice', () => {
  let memory = emptyMemory;
  for (let index = 0; index < 30; index += 1) {
    memory = withMore(memory, { preferences: [`p${index}`], orders: [order(`S${index}`)] });
  }
  expect(memory.preferences).toHaveLength(20);
  expect(memory.orders).toHaveLength(10);
  const again = withMore(memory, { preferences: ['p15'], orders: [order('S25')] });
  expect([again.preferences[0], again.preferences.length]).toEqual(['p15', 20]);
  expect([again.orders[0]?.name, again.orders.length]).toEqual(['S25', 10]);
});
