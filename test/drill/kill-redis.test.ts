import { expect, test } from 'vitest';
import { killRedisWhileWriting } from './kill-redis.ts';

test('what was acknowledged survives kill -9 of Redis with appendfsync always', async () => {
  const { acknowledged, lost, seconds } = await killRedisWhileWriting(300);
  expect(acknowledged).toBeGreaterThan(0);
  expect(lost).toBe(0);
  expect(seconds).toBeLessThan(30);
});
