import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLogger } from '#telemetry/logger.ts';
import { freePort } from '#test/redis.ts';
import { fixtureServer } from '../kit/fixtures/fixture-server.ts';
import { type RunningServer, startServer } from '../kit/start-server.ts';
import {
  anybody,
  startTestGateway,
  type TestGateway,
  testConfig,
  testTokens,
  textOf,
  upstreamAt,
} from './testing/test-gateway.ts';

const startFixture = (port = 0) =>
  startServer(fixtureServer(), { config: testConfig, tokens: testTokens, logger: silentLogger, port });

describe('with an upstream that is there', () => {
  let fixture: RunningServer;
  let gateway: TestGateway;
  beforeAll(async () => {
    fixture = await startFixture();
    gateway = await startTestGateway([upstreamAt(`${fixture.url}/mcp`)]);
  });
  afterAll(async () => {
    await gateway.close();
    await fixture.close();
  });

  test('its tools pass through under its prefix, by name', async () => {
    const names = (await gateway.tools()).map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    expect(names).toContain('shop_echo');
    const result = await gateway.call('shop_echo', { text: 'oi' });
    expect(result.structuredContent).toEqual({ text: 'oi' });
    expect(result._meta).toMatchObject({ 'mcp-first/untrusted': true });
  });

  test('the customer travels in the token that is minted for the upstream', async () => {
    const principal = { customer: { partner: 7 } };
    const own = await gateway.call('shop_my_orders', {}, { principal });
    expect(own.structuredContent).toEqual({ partner_id: 7 });
    expect(textOf(await gateway.call('shop_my_orders', { partner_id: 8 }, { principal }))).toMatch(
      /^invalid_input/,
    );
    const listed = (await gateway.tools(principal)).find(({ name }) => name === 'shop_my_orders');
    expect(listed?.inputSchema.properties).toEqual({});
  });

  test('list and call follow the same scopes', async () => {
    const principal = { scopes: ['fixture:read'] };
    expect((await gateway.tools(principal)).map(({ name }) => name)).not.toContain('shop_fail');
    const refused = await gateway.call('shop_fail', { how: 'expected' }, { principal });
    expect(textOf(refused)).toMatch(/^insufficient_scope/);
  });

  test("a tool's own error passes through word for word", async () => {
    const result = await gateway.call('shop_fail', { how: 'expected' });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toBe('total_changed: The total changed.\nNext: Quote again.');
  });

  test('unknown tools and resources are refused, known resources are read', async () => {
    await expect(gateway.call('shop_nonsense')).rejects.toMatchObject({ code: 'not_found' });
    await expect(gateway.call('elsewhere_echo')).rejects.toMatchObject({ code: 'not_found' });
    const { signal } = new AbortController();
    const read = (uri: string, scopes = ['*']) =>
      gateway.provider.readResource({ uri, principal: { ...anybody, scopes }, signal });
    expect((await read('fixture://greeting')).contents[0]).toMatchObject({ text: 'olá' });
    await expect(read('fixture://other')).rejects.toMatchObject({ code: 'not_found' });
    await expect(read('fixture://greeting', [])).rejects.toMatchObject({ code: 'not_found' });
    expect(await gateway.provider.listResources({ ...anybody, scopes: [] })).toEqual([]);
  });
});

test('a missing upstream takes nothing else down, and comes back by itself', async () => {
  const port = await freePort();
  const there = await startFixture();
  const gateway = await startTestGateway([
    upstreamAt(`${there.url}/mcp`),
    upstreamAt(`http://127.0.0.1:${port}/mcp`, { name: 'late', prefix: 'late', mint: false }),
  ]);

  expect((await gateway.tools()).every(({ name }) => name.startsWith('shop_'))).toBe(true);
  expect(await gateway.provider.readiness()).toEqual({
    'mcp-fixture': 'ok',
    late: expect.stringContaining('cannot be reached'),
  });
  expect(gateway.provider.isReady?.()).toBe(true);
  const started = performance.now();
  expect(textOf(await gateway.call('late_echo', { text: 'oi' }))).toMatch(/^server_unavailable/);
  expect(performance.now() - started).toBeLessThan(100);
  await gateway.close();
  await there.close();
});
