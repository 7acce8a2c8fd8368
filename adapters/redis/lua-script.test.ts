import { Redis } from 'ioredis';
import { afterAll, expect, inject, test } from 'vitest';
import { luaScript } from './lua-script.ts';

const redis = new Redis(inject('redisUrl'));
const prefix = `{lua-script-test-${process.pid}}:`;
afterAll(() => redis.disconnect());

const append = luaScript(`return redis.call('APPEND', KEYS[1], ARGV[1])`);

test('keys and values arrive; the answer comes back', async () => {
  expect(await append(redis, [`${prefix}text`], ['abc'])).toBe(3);
  expect(await append(redis, [`${prefix}text`], [12])).toBe(5);
  expect(await redis.getdel(`${prefix}text`)).toBe('abc12');
});

test('a Redis that forgot the script is told it again', async () => {
  await append(redis, [`${prefix}again`], ['a']);
  await redis.script('FLUSH');
  expect(await append(redis, [`${prefix}again`], ['b'])).toBe(2);
  await redis.del(`${prefix}again`);
});

test('a script that fails is an upstream error with its cause', async () => {
  const wrong = luaScript(`return redis.call('LPUSH', KEYS[1])`);
  await expect(wrong(redis, [`${prefix}list`], [])).rejects.toMatchObject({
    code: 'redis_unavailable',
    cause: expect.objectContaining({ message: expect.stringContaining('Wrong number of args') }),
  });
});

test('a connection that has ended is one too', async () => {
  const ended = new Redis(inject('redisUrl'), { lazyConnect: true });
  ended.disconnect();
  await expect(append(ended, [`${prefix}x`], ['a'])).rejects.toMatchObject({ code: 'redis_unavailable' });
});
