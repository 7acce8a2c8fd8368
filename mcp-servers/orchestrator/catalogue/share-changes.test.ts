import { Redis } from 'ioredis';
import { afterEach, expect, inject, test } from 'vitest';
import { readTool, startFakeUpstream } from '../testing/fake-upstream.ts';
import { startTestGateway, testConfig, upstreamAt } from '../testing/test-gateway.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

const config = { REDIS_URL: inject('redisUrl') };
const never = 3_600_000;

/** One replica that looks often, and one that only another can tell. */
async function startReplicas() {
  const upstream = await startFakeUpstream([readTool('a')]);
  const watching = await startTestGateway([upstreamAt(upstream.url)], { config });
  const told = await startTestGateway([upstreamAt(upstream.url)], { config, refreshMs: never });
  opened.push(upstream, watching, told);
  return { upstream, watching, told };
}

test('what one replica finds the others read at once, and nobody in a circle', async () => {
  const { upstream, told } = await startReplicas();
  upstream.tools = [readTool('a'), readTool('b')];
  await expect
    .poll(async () => (await told.tools()).map(({ name }) => name), { timeout: 5_000 })
    .toEqual(['shop_a', 'shop_b']);
  expect(upstream.of('tools/list').length).toBeLessThan(20);
});

test('messages that are none of ours do no harm', async () => {
  const { upstream, told } = await startReplicas();
  const redis = new Redis(testConfig.REDIS_URL ?? inject('redisUrl'));
  const before = upstream.of('tools/list').length;
  for (const text of ['', '{', '7', '["x","no such upstream"]', '{"a":1}']) {
    await redis.publish('mcp-first:catalogue', text);
  }
  redis.disconnect();
  expect((await told.tools()).length).toBe(1);
  expect(upstream.of('tools/list').length - before).toBeLessThan(5);
});

test('without Redis each replica finds out for itself', async () => {
  const upstream = await startFakeUpstream([readTool('a')]);
  const gateway = await startTestGateway([upstreamAt(upstream.url)]);
  opened.push(upstream, gateway);
  upstream.tools = [readTool('b')];
  await expect.poll(async () => (await gateway.tools())[0]?.name, { timeout: 5_000 }).toBe('shop_b');
});

test('a Redis that is away does not keep the gateway from starting', async () => {
  const upstream = await startFakeUpstream([readTool('a')]);
  const gateway = await startTestGateway([upstreamAt(upstream.url)], {
    config: { REDIS_URL: 'redis://127.0.0.1:1' },
  });
  opened.push(upstream, gateway);
  expect((await gateway.tools()).length).toBe(1);
  expect((await gateway.call('shop_a')).isError).toBeUndefined();
});
