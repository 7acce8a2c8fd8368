import { Redis } from 'ioredis';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { freePort } from '#test/redis.ts';
import type { OfferedTool } from '../catalogue/build-catalogue.ts';
import { cacheKey, resultCache } from './result-cache.ts';

const redis = new Redis(inject('redisUrl'));
afterAll(() => redis.disconnect());

const tool = {
  upstream: { settings: { name: 'mcp-odoo' } },
  listing: { name: 'odoo_list_teams', inputSchema: { type: 'object' } },
} as OfferedTool;
const principal = { subject: 'sales', tenant: 'main', scopes: ['odoo:read', 'odoo:write'] };
const result = { content: [{ type: 'text' as const, text: 'olá' }] };
const newKey = () => crypto.randomUUID();

describe('the key', () => {
  const key = cacheKey(tool, { a: 1, b: 2 }, principal);

  test.each([
    ['tenant', { ...principal, tenant: 'other' }],
    ['scopes', { ...principal, scopes: ['odoo:read'] }],
    ['customer', { ...principal, customer: { partner: 7 } }],
    ['conversation', { ...principal, conversation: { account: 1, id: 2 } }],
  ])('differs by %s', (_, other) => expect(cacheKey(tool, { a: 1, b: 2 }, other)).not.toBe(key));

  test('differs by arguments, tool, and the definition of the tool', () => {
    expect(cacheKey(tool, { a: 1 }, principal)).not.toBe(key);
    const changed = { ...tool, listing: { ...tool.listing, description: 'new' } };
    expect(cacheKey(changed, { a: 1, b: 2 }, principal)).not.toBe(key);
  });

  test('does not differ by the order of scopes and arguments, nor by who of the same rights asks', () => {
    const same = { ...principal, subject: 'support', scopes: ['odoo:write', 'odoo:read'] };
    expect(cacheKey(tool, { b: 2, a: 1 }, same)).toBe(key);
  });
});

describe.each([
  ['in memory', undefined],
  ['in Redis', redis],
])('%s', (_, store) => {
  test('a result is there until its time is up', async () => {
    const cache = resultCache(store);
    const key = newKey();
    expect(await cache.get(key)).toBeUndefined();
    cache.set(key, result, 0.2);
    expect(await cache.get(key)).toEqual(result);
    await expect.poll(() => cache.get(key), { timeout: 2_000 }).toBeUndefined();
  });

  test('a very large result is not kept', async () => {
    const cache = resultCache(store);
    const key = newKey();
    cache.set(key, { content: [{ type: 'text', text: 'x'.repeat(200_000) }] }, 60);
    expect(await cache.get(key)).toBeUndefined();
  });
});

test('memory is bounded', async () => {
  const cache = resultCache();
  for (let number = 0; number < 1_500; number += 1) cache.set(String(number), result, 60);
  expect(await cache.get('0')).toBeUndefined();
  expect(await cache.get('1499')).toEqual(result);
});

test('replicas share results, and no copy lives longer than the first', async () => {
  const [one, other] = [resultCache(redis), resultCache(redis)];
  const key = newKey();
  one.set(key, result, 1);
  await expect.poll(() => other.get(key)).toEqual(result);
  await expect.poll(() => other.get(key), { timeout: 4_000 }).toBeUndefined();
});

test('what is not an entry is none', async () => {
  const key = newKey();
  await redis.set(`mcp-first:result:${key}`, '{"result":1}', 'EX', 5);
  expect(await resultCache(redis).get(key)).toBeUndefined();
});

test('a Redis that is away costs nothing but its share', async () => {
  const away = new Redis(`redis://127.0.0.1:${await freePort()}`, { maxRetriesPerRequest: 0 });
  away.on('error', () => undefined);
  const cache = resultCache(away);
  cache.set('a', result, 60);
  expect(await cache.get('a')).toEqual(result);
  expect(await cache.get('b')).toBeUndefined();
  away.disconnect();
});
