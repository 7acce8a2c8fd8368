import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startRedisServer, type TestRedis } from '#test/redis.ts';
import { copyRdb } from './copy-rdb.ts';

const folder = mkdtempSync(join(tmpdir(), 'copy-rdb-'));
const path = join(folder, 'redis.rdb');
let source: TestRedis;
let client: Redis;
beforeAll(async () => {
  source = await startRedisServer();
  client = new Redis(source.url);
  for (let i = 0; i < 2_000; i += 1) await client.set(`key:${i}`, 'x'.repeat(500 + i));
});
afterAll(async () => {
  client.disconnect();
  await source.stop();
  rmSync(folder, { recursive: true });
});
afterEach(() => client.config('SET', 'requirepass', '', 'repl-diskless-sync', 'yes'));

/** The number of keys in a Redis that starts from the copy. */
async function keysInCopy(): Promise<number> {
  const copy = await startRedisServer('redis-server', ['--dir', folder, '--dbfilename', 'redis.rdb']);
  const reader = new Redis(copy.url);
  const keys = await reader.dbsize();
  reader.disconnect();
  await copy.stop();
  return keys;
}

test.each(['yes', 'no'])('another Redis starts from the copy (diskless: %s)', async (diskless) => {
  await client.config('SET', 'repl-diskless-sync', diskless, 'repl-diskless-sync-delay', '0');
  const bytes = await copyRdb(source.url, undefined, path);
  expect(statSync(path).size).toBe(bytes);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path).toString('latin1', 0, 5)).toBe('REDIS');
  expect(await keysInCopy()).toBe(2_000);
});

test('with a password', async () => {
  await client.config('SET', 'requirepass', 'hunter2', 'repl-diskless-sync-delay', '0');
  await expect(copyRdb(source.url, 'wrong', path)).rejects.toMatchObject({ code: 'redis_copy_refused' });
  await expect(copyRdb(source.url, undefined, path)).rejects.toMatchObject({ code: 'redis_copy_refused' });
  expect(await copyRdb(source.url, 'hunter2', path)).toBeGreaterThan(50_000);
  const withUser = source.url.replace('redis://', 'redis://default:hunter2@');
  expect(await copyRdb(withUser, undefined, path)).toBeGreaterThan(50_000);
});

test('a Redis that is away, and one that hangs up in the middle', async () => {
  await expect(copyRdb('redis://127.0.0.1:1', undefined, path)).rejects.toMatchObject({
    code: 'redis_copy_refused',
  });
  const server = createServer((socket: Socket) => {
    socket.once('data', () => socket.end('\n\n$100\r\nREDIS0011'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await expect(copyRdb(`redis://127.0.0.1:${port}`, undefined, path)).rejects.toMatchObject({
    code: 'redis_copy_refused',
  });
  server.close();
});
